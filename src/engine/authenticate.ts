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
