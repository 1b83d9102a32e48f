import type { V1Job } from '../squeue/v1-job.ts';
import type { JobSource } from './job-source.ts';

/** Everything about the job that is looked at closer, where the list has only a part of its record. */
export class WholeRecord {
  readonly #ask: JobSource['whole'];
  readonly #changed: () => void;
  readonly #asked = new WeakSet<V1Job>();
  #record: V1Job | undefined;

  /** @param changed called when there is more to show */
  constructor(source: JobSource, changed: () => void) {
    this.#ask = source.whole;
    this.#changed = changed;
  }

  /** The record as it was last told whole, else what the list has; a changed job is asked about once more. */
  of(job: V1Job): V1Job {
    if (this.#ask && !this.#asked.has(job)) {
      this.#asked.add(job);
      this.#ask(job).then(
        (record) => {
          this.#record = record;
          this.#changed();
        },
        // The list tells of a cluster that is away; a job that is gone leaves it.
        () => {},
      );
    }
    return this.#record?.job_id === job.job_id ? this.#record : job;
  }
}
