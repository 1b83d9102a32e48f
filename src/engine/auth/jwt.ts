import type { Accounts } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Authenticator } from '../authenticator.ts';
import { tokenOf, userIdOf, userNameOf } from './headers.ts';
import { accountOfName } from './named-user.ts';
import type { TokenKeys } from './token-keys.ts';
import { tokenUser } from './token-user.ts';
import { VerifiedTokens } from './verified-tokens.ts';

export interface JwtOptions {
  readonly keys: TokenKeys;
  readonly accounts: Accounts;
  /** A claim that names the user, in place of `sun`. */
  readonly userClaim?: string;
  /** Users whose token may name another user to act as: root and SlurmUser. */
  readonly privileged: ReadonlySet<number>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Recognises users by the tokens of Slurm's auth/jwt: signed with HS256 or RS256, with `exp`, about the user
 * in `sun`. X-SLURM-USER-NAME may be left out; to name somebody else takes a token of a privileged user.
 */
export function jwtAuthenticator(options: JwtOptions): Authenticator {
  const now = options.now ?? Date.now;
  const verified = new VerifiedTokens(now, options.keys.stamp);
  return {
    name: 'jwt',
    async authenticate(headers): Promise<Caller | undefined> {
      const token = tokenOf(headers);
      if (token === undefined) return undefined;
      const user = await verified.userOf(token, () => verify(token, options, now()));
      const own = await accountOfName(options.accounts, user);
      const wanted = userNameOf(headers);
      const account =
        wanted === undefined || wanted === own.name ? own : await actFor(wanted, own.uid, own.name, options);
      const wantedId = userIdOf(headers);
      if (wantedId !== undefined && wantedId !== String(account.uid))
        throw new SlurmError('USER_MISMATCH', { user: account.name, wanted: wantedId });
      return { uid: account.uid, gid: account.gid, name: account.name, credential: 'token', token };
    },
  };
}

async function actFor(wanted: string, uid: number, user: string, { accounts, privileged }: JwtOptions) {
  if (!privileged.has(uid)) throw new SlurmError('USER_MISMATCH', { user, wanted });
  return accountOfName(accounts, wanted);
}

/** The user of a token with a good signature, and the moment it ends in milliseconds since 1970. */
async function verify(
  token: string,
  { keys, userClaim }: JwtOptions,
  now: number,
): Promise<{ readonly user: string; readonly until: number }> {
  const { jwtVerify } = await import('jose');
  const { payload } = await jwtVerify(token, keys.key, {
    algorithms: ['HS256', 'RS256'],
    requiredClaims: ['exp'],
    currentDate: new Date(now),
  }).catch((cause: unknown) => {
    if (cause instanceof SlurmError) throw cause;
    throw new SlurmError('TOKEN_REFUSED', { reason: reasonOf(cause) }, { cause });
  });
  const user = tokenUser(payload, userClaim);
  if (user === undefined) throw new SlurmError('TOKEN_REFUSED', { reason: 'it names no user' });
  return { user, until: payload.exp! * 1000 };
}

function reasonOf(cause: unknown): string {
  const { code, claim } = cause as { code?: string; claim?: string };
  switch (code) {
    case 'ERR_JWT_EXPIRED':
      return 'it has expired';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return claim === 'nbf' ? 'it is not valid yet' : `its claim ${claim} is missing or wrong`;
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'it is not signed with HS256 or RS256';
    case 'ERR_JWS_INVALID':
    case 'ERR_JWT_INVALID':
      return 'it is not a JSON Web Token';
    default:
      return 'its signature is not that of a key of this daemon';
  }
}
