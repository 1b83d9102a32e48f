/**
 * Which jobs get a signal: those listed that fit all of the filters, or all that fit (scancel(1)). Member names are
 * those of Slurm's kill_jobs_msg.
 */
export interface JobSignal {
  readonly signal: number;
  /** e.g. `BATCH_JOB`, `FULL_JOB`, `VERBOSE`. */
  readonly flags: readonly string[];
  /** As scancel takes them: `5`, `5_[1-3]`, `118+1`. */
  readonly jobs?: readonly string[];
  readonly account?: string;
  readonly job_name?: string;
  /** Host list. */
  readonly nodelist?: string;
  readonly partition?: string;
  readonly qos?: string;
  readonly reservation?: string;
  /** A base state, flags, or both. */
  readonly state?: readonly string[];
  readonly user_id?: number;
  readonly user_name?: string;
  readonly wckey?: string;
}

/** What became of signalling a job, or of an id that is none. */
export interface SignalOutcome {
  /** 0, or a Slurm errno. */
  readonly code: number;
  readonly message: string;
  /** Which, e.g. `5_[1-3]`. */
  readonly job: string;
  /** The id of the record; `undefined` where there is none. */
  readonly realJobId: number | undefined;
  /** The cluster of a federation that it is on. */
  readonly sibling: string;
}
