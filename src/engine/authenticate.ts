import type { Caller } from '../slurm/caller.ts';
import { SlurmError } from '../slurm/error.ts';
import type { Authenticator } from './authenticator.ts';
import type { Connection } from './connection.ts';
import type { HeaderFields } from './message.ts';

/**
 * Who sends a request, by the first of the authenticators that finds credentials of its kind in it.
 * @throws SlurmError `NOT_AUTHENTICATED`
 */
export async function authenticate(
  authenticators: readonly Authenticator[],
  headers: HeaderFields,
  connection: Connection,
): Promise<Caller> {
  for (const authenticator of authenticators) {
    const caller = await authenticator.authenticate(headers, connection);
    if (caller) return caller;
  }
  throw new SlurmError('NOT_AUTHENTICATED', {});
}

/** Milliseconds for which a caller stays who they were found to be. */
const BRIEFLY = 200;

/**
 * {@link authenticate}, which asks nobody again when many requests with the same fields come over a connection: keys and
 * accounts are looked at less often than that anyway, and a token that ends lives on for a moment.
 */
export function briefAuthenticate(
  authenticators: readonly Authenticator[],
  headers: HeaderFields,
  connection: Connection,
): Caller | Promise<Caller> {
  const { memory } = headers;
  if (!memory) return authenticate(authenticators, headers, connection);
  const now = performance.now();
  const { caller: recent } = memory;
  if (recent && now < recent.until) return recent.caller;
  return authenticate(authenticators, headers, connection).then((caller) => {
    memory.caller = { caller, until: now + BRIEFLY };
    return caller;
  });
}
