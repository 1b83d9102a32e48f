import { createHash, timingSafeEqual } from 'node:crypto';
import type { Accounts } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Authenticator } from '../authenticator.ts';
import { apiKeyOf, userIdOf, userNameOf } from './headers.ts';
import { accountOfId, accountOfName } from './named-user.ts';

/**
 * Trusts an authenticating proxy that knows `key`: its requests act as whatever user they name, by
 * X-SLURM-USER-NAME or X-SLURM-USER-ID. The proxy has to take both headers out of what it is sent.
 */
export function proxyAuthenticator(key: string, accounts: Accounts): Authenticator {
  const expected = digest(key);
  return {
    name: 'proxy',
    async authenticate(headers): Promise<Caller | undefined> {
      const given = apiKeyOf(headers);
      if (given === undefined) return undefined;
      // Digests have one length, so the comparison tells nothing about the key's own.
      if (!timingSafeEqual(digest(given), expected)) throw new SlurmError('NOT_AUTHENTICATED', {});
      const name = userNameOf(headers);
      const id = userIdOf(headers);
      if (name === undefined && id === undefined) throw new SlurmError('PROXY_NAMES_NOBODY', {});
      const account =
        name !== undefined ? await accountOfName(accounts, name) : await accountOfId(accounts, id!);
      if (id !== undefined && id !== String(account.uid))
        throw new SlurmError('USER_MISMATCH', { user: account.name, wanted: id });
      return { uid: account.uid, gid: account.gid, name: account.name, credential: 'proxy' };
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
