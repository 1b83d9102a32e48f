import type { JWTPayload } from 'jose';
import type { Account, Accounts } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Authenticator } from '../authenticator.ts';
import { tokenOf, userNameOf } from './headers.ts';
import { accountOfName } from './named-user.ts';
import { tokenUser } from './token-user.ts';
import { VerifiedTokens } from './verified-tokens.ts';

export interface PassthroughOptions {
  readonly accounts: Accounts;
  readonly userClaim?: string;
  /** Has the cluster check the caller's token; rejects when it refuses. */
  readonly verify: (caller: Caller) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Milliseconds after which the cluster is asked again whether it still takes a token. */
const TRUST_MS = 60_000;

/**
 * For a real cluster that keeps its key to itself: the token says who somebody claims to be, and the cluster
 * has to confirm it before anything is done or shown, from memory or not. Whether the token's user may act as
 * X-SLURM-USER-NAME is the cluster's to say too.
 */
export function passthroughAuthenticator(options: PassthroughOptions): Authenticator {
  const now = options.now ?? Date.now;
  const verified = new VerifiedTokens(now, async () => '');
  return {
    name: 'jwt',
    async authenticate(headers): Promise<Caller | undefined> {
      const token = tokenOf(headers);
      if (token === undefined) return undefined;
      const wanted = userNameOf(headers);
      // A token confirmed for one user says nothing about the next it is used for. No header has a NUL.
      const user = await verified.userOf(`${wanted ?? ''}\0${token}`, async () => {
        const claimed = await readClaims(token, options.userClaim, now());
        const account = await accountOfName(options.accounts, wanted ?? claimed.user);
        await options.verify(tokenCaller(account, token));
        return { user: account.name, until: Math.min(claimed.until, now() + TRUST_MS) };
      });
      return tokenCaller(await accountOfName(options.accounts, user), token);
    },
  };
}

function tokenCaller({ uid, gid, name }: Account, token: string): Caller {
  return { uid, gid, name, credential: 'token', token };
}

/** What a token says, unverified. */
async function readClaims(token: string, userClaim: string | undefined, now: number) {
  const { decodeJwt, decodeProtectedHeader } = await import('jose');
  let claims: JWTPayload;
  try {
    if (decodeProtectedHeader(token).alg === 'none') throw new Error('not signed');
    claims = decodeJwt(token);
  } catch (cause) {
    throw new SlurmError('TOKEN_REFUSED', { reason: 'it is not a signed JSON Web Token' }, { cause });
  }
  const user = tokenUser(claims, userClaim);
  const until = (claims.exp ?? 0) * 1000;
  if (user === undefined) throw new SlurmError('TOKEN_REFUSED', { reason: 'it names no user' });
  if (until <= now) throw new SlurmError('TOKEN_REFUSED', { reason: 'it has expired' });
  return { user, until };
}
