import type { Interfaces } from '@oclif/core';
import { string } from '@oclif/core/flags';
import { cliFilterFlag } from '../../cli/cli-filter-flag.ts';

/** How `serve` and `inet` recognise users, and what submissions they take. Source: slurmrestd(8) for `-a`, its slides for `-k`. */
export const daemonFlags = {
  'auth-types': string({
    char: 'a',
    summary: 'Ways to recognise users: any of local, jwt, proxy; default: all that can work.',
    description:
      'local: the user at the other end of a UNIX socket or a pipe, by the kernel. jwt: X-SLURM-USER-TOKEN, or Authorization: Bearer. proxy: X-SLURM-API-KEY with X-SLURM-USER-NAME or X-SLURM-USER-ID.',
    env: 'SLURMRESTD_AUTH_TYPES',
    helpGroup: 'AUTHENTICATION',
    helpValue: 'LIST',
  }),
  key: string({
    char: 'k',
    summary: 'The key with which an authenticating proxy may act as any user.',
    description: 'Other users may see it while the command starts; --key-file keeps it to its readers.',
    env: 'SLURMREST_API_KEY',
    helpGroup: 'AUTHENTICATION',
    helpValue: 'KEY',
    exclusive: ['key-file'],
  }),
  'key-file': string({
    summary: 'Read that key from a file.',
    env: 'SLURMREST_API_KEY_FILE',
    helpGroup: 'AUTHENTICATION',
    helpValue: 'FILE',
  }),
  'jwt-key': string({
    summary: 'Check tokens with the HS256 key in this file.',
    description:
      "Default: slurm.conf's AuthAltParameters=jwt_key, else a key that the embedded scheduler makes in its folder. In front of a cluster, without a key, the cluster checks them.",
    helpGroup: 'AUTHENTICATION',
    helpValue: 'FILE',
  }),
  jwks: string({
    summary: 'Check tokens with the RS256 keys in this JSON Web Key Set.',
    helpGroup: 'AUTHENTICATION',
    helpValue: 'FILE',
  }),
  ...cliFilterFlag,
};

export type DaemonFlags = Interfaces.InferredFlags<typeof daemonFlags>;
