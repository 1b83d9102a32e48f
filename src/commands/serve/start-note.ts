import { hostname } from 'node:os';
import type { Cluster } from '../../cli/choose-cluster.ts';
import type { Listener } from '../../server/listen.ts';

export interface StartNote {
  readonly listeners: readonly Pick<Listener, 'name' | 'transport'>[];
  readonly encrypted: boolean;
  readonly cluster: Cluster;
  /** Names of the authentication types, in the order they are asked. */
  readonly authentication: readonly string[];
  readonly uid: number;
}

const RECOGNISED: Readonly<Record<string, string>> = {
  proxy: 'proxy (X-SLURM-API-KEY)',
  jwt: 'jwt (X-SLURM-USER-TOKEN)',
  local: 'local (UNIX sockets)',
};

/** What a daemon tells when it is up: where it is, whom it hears, and a command to try it with. */
export function startNote(note: StartNote): string[] {
  const urls = [...new Set(note.listeners.map((listener) => url(listener, note.encrypted)))];
  return [
    `listening on ${urls.join(', ')}`,
    describeCluster(note),
    `authentication: ${note.authentication.map((name) => RECOGNISED[name] ?? name).join(', ')}`,
    ...attempt(urls, note.authentication),
  ];
}

function url({ name, transport }: Pick<Listener, 'name' | 'transport'>, encrypted: boolean): string {
  if (transport === 'unix') return name;
  return `${encrypted ? 'https' : 'http'}://${name.startsWith(':') ? hostname() : ''}${name}`;
}

function describeCluster({ cluster, uid }: StartNote): string {
  if (cluster.kind === 'slurmctld') return `cluster ${cluster.conf.clusterName} of ${cluster.conf.file}`;
  const as = uid === 0 ? 'each as the user who submits it' : 'as the user of this daemon';
  return `running jobs on this machine, ${as}; state in ${cluster.stateDir}`;
}

function attempt(urls: readonly string[], authentication: readonly string[]): string[] {
  const socket = urls.find((candidate) => candidate.startsWith('unix:'));
  if (socket && authentication.includes('local'))
    return [`try: curl --unix-socket ${socket.slice('unix:'.length)} http://localhost/slurm/v1/ping`];
  const web = urls.find((candidate) => candidate.startsWith('http'));
  if (!web || !authentication.includes('jwt')) return [];
  const headers = `-H "X-SLURM-USER-NAME: $(id -un)" -H "X-SLURM-USER-TOKEN: $SLURM_JWT"`;
  return [`try: export $(slurmrest token); curl ${headers} ${web}/slurm/v1/ping`];
}
