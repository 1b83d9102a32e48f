import type { Accounts } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Authenticator } from '../authenticator.ts';
import { userIdOf, userNameOf } from './headers.ts';

/**
 * Takes the kernel's word for who is at the other end: this process, a pipe, a UNIX socket. A request that
 * names another user is refused rather than run as somebody it did not mean.
 */
export function localAuthenticator(accounts: Accounts): Authenticator {
  return {
    name: 'local',
    async authenticate(headers, { user }): Promise<Caller | undefined> {
      if (!user) return undefined;
      const account = await accounts.byUid(user.uid);
      // Users need no account to be somebody; only their name is lost.
      const name = account?.name ?? String(user.uid);
      const wantedName = userNameOf(headers);
      const wantedId = userIdOf(headers);
      if ((wantedName ?? name) !== name || (wantedId ?? String(user.uid)) !== String(user.uid))
        throw new SlurmError('USER_MISMATCH', { user: name, wanted: wantedName ?? wantedId ?? '' });
      return { uid: user.uid, gid: user.gid, name, credential: 'local' };
    },
  };
}
