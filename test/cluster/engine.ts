import { v0 } from '../../src/api/v0/index.ts';
import { v1 } from '../../src/api/v1/index.ts';
import { localAuthenticator } from '../../src/engine/auth/local.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { AnswerFields } from '../../src/engine/message.ts';
import { openSlurmctldScheduler, type SlurmctldScheduler } from '../../src/schedulers/slurmctld/scheduler.ts';
import { accounts } from '../../src/slurm/accounts.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { readSlurmConf } from '../../src/slurm/slurm-conf.ts';
import { cluster } from './slurm.ts';

/** Users of every cluster, as `configuration.sh` makes them. */
export const USERS = { root: 0, alice: 6101, bob: 6102 } as const;
export type User = keyof typeof USERS;

export interface Sent {
  readonly as?: User;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: AnswerFields;
  readonly text: string;
  /** The body where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever there is
  readonly json: any;
}

/** The engine in front of the cluster, asked as a process of the user would ask it on a UNIX socket. */
export interface ClusterEngine {
  readonly scheduler: SlurmctldScheduler;
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  close(): Promise<void>;
}

/** @param conf a slurm.conf; default the cluster's own */
export async function openClusterEngine(conf: string = cluster.conf): Promise<ClusterEngine> {
  const scheduler = await openSlurmctldScheduler({ conf: readSlurmConf(conf), log: SILENT });
  const authenticators = [localAuthenticator(accounts)];
  const fetch = createEngine({ scheduler, operations: v1, dialects: v0, authenticators, log: SILENT });
  return {
    scheduler,
    async send(method, path, { as = 'alice', body, headers = {} } = {}) {
      const json = body !== undefined && typeof body !== 'string';
      const request = new Request(`http://localhost${path}`, {
        method,
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
        body: json ? JSON.stringify(body) : ((body as string | undefined) ?? null),
      });
      const user = { uid: USERS[as], gid: USERS[as] };
      const response = await fetch(request, { transport: 'unix', peer: 'unix:test', user });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.endsWith('json') && text !== '';
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? JSON.parse(text) : undefined,
      };
    },
    close: () => scheduler.close(),
  };
}
