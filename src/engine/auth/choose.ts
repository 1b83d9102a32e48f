import { SlurmError } from '../../slurm/error.ts';
import type { Authenticator } from '../authenticator.ts';

type AuthType = Authenticator['name'];

/** In the order they are asked: who brings credentials means them, the kernel's word is for those who do not. */
const AUTH_TYPES = ['proxy', 'jwt', 'local'] as const satisfies readonly AuthType[];

/** What each authentication type needs to work; a text says why one cannot. */
export type AvailableTypes = Readonly<Record<AuthType, Authenticator | string>>;

/**
 * The authenticators of a comma-separated list, as slurmrestd's `-a` takes it (`rest_auth/jwt` is `jwt`); of no
 * list, all that can work.
 * @throws SlurmError `AUTH_TYPE_UNKNOWN`, `AUTH_TYPE_UNCONFIGURED`
 */
export function chooseAuthenticators(list: string | undefined, available: AvailableTypes): Authenticator[] {
  const wanted = list === undefined ? undefined : new Set(list.split(',').map(authType));
  return AUTH_TYPES.filter((type) => wanted?.has(type) ?? true).flatMap((type) => {
    const authenticator = available[type];
    if (typeof authenticator !== 'string') return [authenticator];
    if (wanted) throw new SlurmError('AUTH_TYPE_UNCONFIGURED', { type, problem: authenticator });
    return [];
  });
}

function authType(text: string): AuthType {
  const name = text.trim().replace(/^rest_auth\//, '');
  const found = AUTH_TYPES.find((type) => type === name);
  if (!found) throw new SlurmError('AUTH_TYPE_UNKNOWN', { type: text.trim(), known: AUTH_TYPES.join(', ') });
  return found;
}
