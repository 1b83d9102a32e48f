import type { JobDescription } from '../../../slurm/job-description.ts';
import type { JobState } from '../../../slurm/job-state.ts';
import type { Dependency } from './dependency.ts';

/** What was asked for, as far as it is kept with the job: script and environment are stored apart. */
export type StoredDescription = Omit<
  JobDescription,
  'environment' | 'user_id' | 'group_id' | 'array_inx' | 'priority'
>;

/** What a started job holds on one node. */
export interface NodeShare {
  readonly node: string;
  /** Indexes of the CPUs, counted through the node. */
  readonly cpus: readonly number[];
  /** MiB. */
  readonly memory: number;
  readonly tasks: number;
  /** By kind as {@link gresKey} writes it. */
  readonly gres?: Readonly<Record<string, number>>;
}

/** One start of a job. */
export interface Run {
  /** UNIX seconds. */
  readonly startTime: number;
  readonly shares: readonly NodeShare[];
  /** Licenses it holds, by name. */
  readonly licenses?: Readonly<Record<string, number>>;
  /**
   * Name of the start in the folder of all runs, see run/start-record.ts. `''` of the components of a het job after the
   * first: only that one runs the script, the others hold what `srun` uses and end with it.
   */
  readonly folder: string;
  /** Boot of the machine it was started in; absent of older versions. */
  readonly boot?: string;
  /** UNIX seconds of the last suspension or resumption; 0 = never. */
  readonly suspendTime: number;
  /** Seconds spent suspended before {@link suspendTime}. */
  readonly suspended: number;
}

interface Pending {
  readonly kind: 'pending';
  /** Slurm's reason name; absent = `Priority`, so that a long queue need not be written when it moves. */
  readonly reason?: string;
  readonly reasonText?: string;
  /** UNIX seconds when it is expected to start. */
  readonly expectedStart?: number;
  /** What is still to happen before it may start. */
  readonly dependency?: Dependency;
}

interface Running {
  readonly kind: 'running';
  readonly run: Run;
  /** The signal that announces the end has been sent. */
  readonly warned?: true;
}

interface Suspended {
  readonly kind: 'suspended';
  readonly run: Run;
}

/** What a job that is being stopped becomes once its processes are gone. */
export type Ending =
  | {
      readonly kind: 'end';
      readonly outcome: JobState;
      readonly reason: string;
      /** Uid of who ended it, where that was not the clock. */
      readonly by?: number | undefined;
    }
  | { readonly kind: 'requeue'; readonly hold: boolean };

interface Completing {
  readonly kind: 'completing';
  readonly run: Run;
  readonly ending: Ending;
  /** UNIX seconds of SIGTERM. */
  readonly since: number;
}

interface Ended {
  readonly kind: 'ended';
  readonly outcome: JobState;
  readonly reason: string;
  readonly reasonText?: string;
  /** wait(2) status word. */
  readonly waitStatus: number;
  /** The same of the srun that ended worst; absent = 0. */
  readonly derived?: number;
  readonly endTime: number;
  /** Absent of a job that never started. */
  readonly run?: Run;
}

export type RecordState = Pending | Running | Suspended | Completing | Ended;

export interface ArrayShape {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** One job, one array task, one component of a het job, or the pending rest of an array. Immutable. */
export interface JobRecord {
  readonly id: number;
  /** Number of the change that made this version; ascending through the whole store. */
  readonly version: number;
  readonly description: StoredDescription;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  /** Where script and environment are stored; shared by the tasks of an array. */
  readonly payload: number;
  readonly array?: {
    readonly jobId: number;
    /** Task ids as ranges; several only while pending or cancelled before they started. */
    readonly tasks: string;
    /** How many may run at a time; 0 = no limit. */
    readonly limit: number;
    /** Of the whole array, as it was submitted. */
    readonly shape: ArrayShape;
  };
  readonly het?: {
    /** Job id of the first component. */
    readonly jobId: number;
    readonly offset: number;
    readonly size: number;
  };
  /** Counts down from submission to submission; its place in the queue before nice. */
  readonly rank: number;
  readonly held?: 'user' | 'admin';
  /** UNIX seconds. */
  readonly submitTime: number;
  /** UNIX seconds; 0 while it may not start. */
  readonly eligibleTime: number;
  /** How often it was requeued after a start. */
  readonly restarts: number;
  /** How many folders of starts it has used. */
  readonly starts: number;
  /** Host it was submitted on. */
  readonly submitHost: string;
  readonly state: RecordState;
}

/** A job none of whose starts lives. */
export type PendingRecord = JobRecord & { readonly state: Pending };
/** A job with processes. */
export type StartedRecord = JobRecord & { readonly state: Running | Suspended | Completing };
export type EndedRecord = JobRecord & { readonly state: Ended };

export function isPending(record: JobRecord): record is PendingRecord {
  return record.state.kind === 'pending';
}

/** True while the job has processes and holds resources. */
export function isStarted(record: JobRecord): record is StartedRecord {
  const { kind } = record.state;
  return kind === 'running' || kind === 'suspended' || kind === 'completing';
}

export function hasEnded(record: JobRecord): record is EndedRecord {
  return record.state.kind === 'ended';
}
