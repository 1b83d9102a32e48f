import type { RequestCount } from '../../../slurm/accounting/diagnostics.ts';

/** Numbers of the messages that ask slurmdbd for the same. Source: slurmdbd_defs.h. */
const REQUESTS = {
  DBD_GET_ACCOUNTS: 1409,
  DBD_GET_ASSOCS: 1410,
  DBD_GET_CLUSTERS: 1412,
  DBD_GET_USERS: 1415,
  DBD_GET_JOBS_COND: 1444,
  DBD_GET_QOS: 1448,
  DBD_GET_WCKEYS: 1453,
  DBD_MODIFY_JOB: 1476,
  DBD_GET_TRES: 1486,
} as const;

type Counted = RequestCount & { readonly name: string };

/** What this process has been asked about its accounting. */
export class RequestCounts {
  /** UNIX seconds. */
  readonly since = Math.floor(Date.now() / 1000);
  readonly #requests = new Map<number, Counted>();
  readonly #users = new Map<number, Counted>();

  /** Answers, and counts that. */
  count<Answer>(name: keyof typeof REQUESTS, uid: number, answer: () => Answer): Answer {
    const begun = process.hrtime.bigint();
    try {
      return answer();
    } finally {
      const time = Number((process.hrtime.bigint() - begun) / 1000n);
      add(this.#requests, REQUESTS[name], name, time);
      add(this.#users, uid, '', time);
    }
  }

  byRequest(): Counted[] {
    return [...this.#requests.values()];
  }

  byUser(): RequestCount[] {
    return [...this.#users.values()].map(({ cnt, id, time }) => ({ cnt, id, time }));
  }
}

function add(counts: Map<number, Counted>, id: number, name: string, time: number): void {
  const known = counts.get(id);
  counts.set(id, { id, name, cnt: (known?.cnt ?? 0) + 1, time: (known?.time ?? 0) + time });
}
