import type { Job } from '../../../slurm/job.ts';
import { jobStateName } from '../../../slurm/job-state.ts';
import type { Node } from '../../../slurm/node.ts';

/** What happened to one record. */
export interface Change {
  readonly type: 'job' | 'node';
  /** What names the record, and its states: null before it was there, and after it has gone. */
  readonly data: { readonly old_state: string | null; readonly new_state: string | null };
}

/** How records of one table are told apart, and what is told of them. */
export interface Watched<Entry> {
  readonly type: Change['type'];
  key(record: Entry): string | number;
  state(record: Entry): string;
  /** Members of the event that name the record. */
  name(record: Entry): object;
}

export const WATCHED_JOBS: Watched<Job> = {
  type: 'job',
  key: ({ job_id }) => job_id,
  state: ({ job_state, job_state_flags }) => jobStateName(job_state, job_state_flags),
  name: ({ job_id, array_job_id, array_task_id, user_name, partition, name }) => ({
    job_id,
    ...(array_job_id !== 0 && { array_job_id }),
    ...(array_task_id !== undefined && { array_task_id }),
    user_name,
    partition,
    name,
  }),
};

export const WATCHED_NODES: Watched<Node> = {
  type: 'node',
  key: ({ name }) => name,
  state: ({ node_state, node_state_flags }) => [node_state, ...node_state_flags].join('+'),
  name: ({ name, reason }) => ({ name, ...(reason !== '' && { reason }) }),
};

/** A table as it was last seen, to tell what has changed in the next look at it. */
export class Table<Entry> {
  readonly #watched: Watched<Entry>;
  #records: readonly Entry[] | undefined;
  #byKey: ReadonlyMap<string | number, Entry> = new Map();

  constructor(watched: Watched<Entry>) {
    this.#watched = watched;
  }

  /** The changes of state since the look before; of a first look none. */
  look(records: readonly Entry[]): Change[] {
    if (records === this.#records) return [];
    const { type, key, state, name } = this.#watched;
    const first = this.#records === undefined;
    const before = this.#byKey;
    const now = new Map(records.map((record) => [key(record), record]));
    this.#records = records;
    this.#byKey = now;
    if (first) return [];

    const changes: Change[] = [];
    const tell = (record: Entry, old_state: string | null, new_state: string | null) =>
      changes.push({ type, data: { ...name(record), old_state, new_state } });
    for (const [id, record] of before) if (!now.has(id)) tell(record, state(record), null);
    for (const [id, record] of now) {
      const old = before.get(id);
      if (old === record) continue;
      const [was, is] = [old ? state(old) : null, state(record)];
      if (was !== is) tell(record, was, is);
    }
    return changes;
  }
}
