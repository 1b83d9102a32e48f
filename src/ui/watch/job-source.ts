import type { V1Job } from '../squeue/v1-job.ts';
import type { JobList } from './known-jobs.ts';

/** What can be done to jobs from a view. */
export type JobAction = 'cancel' | 'hold' | 'release' | 'requeue';

export type OutputStream = 'stdout' | 'stderr';

/** A piece of a job's output. */
export interface OutputPiece {
  readonly text: string;
  /** Where the next piece begins, in bytes. */
  readonly next: number;
  /** What is read, for the title: a path. */
  readonly name: string;
}

/** Where a view of jobs gets them from and what it may do; its methods throw SlurmError. */
export interface JobSource {
  /** What is watched, for the title: the cluster or the daemon's address. */
  readonly title: string;
  /** Login name `user:me` stands for. */
  readonly user: string;
  /**
   * All jobs; the same list as before where nothing has changed.
   * @param whole the records have to have more than WATCHED_MEMBERS
   */
  jobs(signal: AbortSignal, whole: boolean): Promise<JobList>;
  /** All members of a job; absent where {@link jobs} has them anyway. */
  readonly whole?: (job: V1Job) => Promise<V1Job>;
  /** @param id in a form `parseJobId` reads */
  act(action: JobAction, id: string): Promise<void>;
  /**
   * The end of a job's output, or what came after byte `from`; absent where output cannot be read.
   */
  readonly output?: (job: V1Job, stream: OutputStream, from: number | undefined) => Promise<OutputPiece>;
}
