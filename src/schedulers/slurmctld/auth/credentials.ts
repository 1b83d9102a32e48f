import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Accounts } from '../../../slurm/accounts.ts';
import type { Caller } from '../../../slurm/caller.ts';
import type { SlurmConf } from '../../../slurm/slurm-conf.ts';
import { encodeCredential } from '../wire/frame.ts';
import { bodyHash } from './body-hash.ts';
import { chooseCredential, type Means, type Self } from './choose-credential.ts';
import { jwtKey, slurmKey } from './keys.ts';
import { jwtMint, mintSlurmToken } from './minted-token.ts';
import { MUNGE_SOCKET, mungeCredential } from './munge.ts';
import { SACK_SOCKETS, sackToken } from './sack.ts';

/** Makes the credential section of one message; asked anew for each, as credentials are good for one only. */
export type Credential = (type: number, version: number, body: Buffer) => Promise<Buffer>;

/** Makes credentials in the name of a caller. */
export interface Credentials {
  /** @throws SlurmError `IDENTITY_UNAVAILABLE` */
  of(caller: Caller): Credential;
}

const KNOWN_TYPES = ['auth/munge', 'auth/jwt', 'auth/slurm'];

/**
 * Looks at what slurm.conf and this machine offer to make credentials with. Keys are read once, now.
 * @param reader who alone may read them: SlurmUser, or anybody where the daemon may run as another user
 */
export async function openCredentials(
  conf: SlurmConf,
  accounts: Accounts,
  reader: 'SlurmUser' | 'anybody' = 'SlurmUser',
): Promise<Credentials> {
  const uid = process.geteuid!();
  const [own, slurmUser] = await Promise.all([accounts.byUid(uid), accounts.byName(conf.slurmUser)]);
  const self: Self = { uid, name: own?.name ?? String(uid), isSlurmUser: slurmUser?.uid === uid };
  const accepted = [conf.authType, ...conf.authAltTypes].filter((type) => KNOWN_TYPES.includes(type));
  const keys = {
    jwt: accepted.includes('auth/jwt') ? jwtKey(conf) : undefined,
    slurm: accepted.includes('auth/slurm') ? slurmKey(conf) : undefined,
  };
  const mint = keys.jwt && jwtMint(keys.jwt.bytes);
  const mungeSocket = conf.authInfo.get('socket') || MUNGE_SOCKET;
  const sackSocket = (): string | undefined => SACK_SOCKETS.find((path) => existsSync(path));
  const decoder = reader === 'SlurmUser' ? slurmUser?.uid : undefined;
  const timeoutMs = conf.messageTimeout * 1000;
  const munge = {
    socket: mungeSocket,
    ttl: Number(conf.authInfo.get('ttl')) || 0,
    decoder,
    timeoutMs,
  };

  const means: Means = {
    accepted,
    // Looked for anew each time, and only where it matters.
    get munge() {
      return existsSync(mungeSocket);
    },
    get sack() {
      return sackSocket() !== undefined;
    },
    jwtKey: keys.jwt !== undefined,
    slurmKey: keys.slurm !== undefined,
  };

  return {
    of(caller) {
      const choice = chooseCredential(caller, self, means);
      switch (choice.kind) {
        case 'token': {
          const section = encodeCredential({ plugin: 'jwt', token: choice.token, user: choice.user });
          return async () => section;
        }
        case 'jwtKey':
          return async () =>
            encodeCredential({ plugin: 'jwt', token: await mint!(caller.name), user: undefined });
        case 'munge':
          return async (type, version, body) => {
            const hash = bodyHash(type, version, body);
            const token = await mungeCredential(hash, munge, choice.asCaller ? caller : undefined);
            return encodeCredential({ plugin: 'munge', token });
          };
        case 'sack':
          return async (type, version, body) => {
            const hash = bodyHash(type, version, body);
            const socket = sackSocket() ?? SACK_SOCKETS[0]!;
            const token = await sackToken(
              socket,
              hash,
              decoder,
              timeoutMs,
              choice.asCaller ? caller : undefined,
            );
            return encodeCredential({ plugin: 'slurm', token });
          };
        case 'slurmKey':
          return async (type, version, body) => {
            const token = await mintSlurmToken(keys.slurm!, {
              uid: caller.uid,
              gid: caller.gid,
              host: hostname(),
              clusterName: conf.clusterName,
              version,
              payload: bodyHash(type, version, body),
              decoder,
            });
            return encodeCredential({ plugin: 'slurm', token });
          };
      }
    },
  };
}
