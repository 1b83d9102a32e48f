import type { Accounting } from './accounting/accounting.ts';
import type { Administration } from './administration.ts';
import type { Caller } from './caller.ts';
import type { ConfigurationRecord } from './configuration-record.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Job } from './job.ts';
import type { JobDescription, Submission } from './job-description.ts';
import type { JobSelector } from './job-id.ts';
import type { JobSignal, SignalOutcome } from './job-signal.ts';
import type { License } from './license.ts';
import type { Node } from './node.ts';
import type { Partition } from './partition.ts';
import type { Reservation } from './reservation.ts';
import type { NodeLayout } from './resource-layout.ts';
import type { Shares } from './shares.ts';

/** A table as it was at one moment. Unchanged records are the same objects from one snapshot to the next. */
export interface Snapshot<Entry> {
  readonly records: readonly Entry[];
  /** UNIX seconds of the last change the table has seen. */
  readonly lastUpdate: number;
  /** Opaque; equal versions mean equal records. */
  readonly version: string;
  /** Of jobs: UNIX seconds of the last time backfill looked at them, where that is known. */
  readonly lastBackfill?: number;
}

/** One controller and whether it answered. */
export interface ControllerStatus {
  readonly hostname: string;
  readonly up: boolean;
  /** `primary`, or `backup1`, `backup2` … in the order of SlurmctldHost. */
  readonly mode: string;
  /** 0, or the Slurm errno of the failed ping. */
  readonly status: number;
}

/** What a cluster is run by. */
export interface ClusterSoftware {
  /** Release of Slurm, e.g. `24.11.5`. */
  readonly release: string;
  /** AccountingStorageType, e.g. `accounting_storage/slurmdbd`. */
  readonly accountingStorage: string;
}

/** Answer to an accepted submission. */
export interface Submitted {
  /** Of an array the array's own id, of a het job its leader's. */
  readonly jobId: number;
  /** Accepted all the same, e.g. 2042 "submitted held"; 0 = nothing to say. */
  readonly errorCode: number;
  /** What a site's job_submit or cli_filter plugin has to say to the user. */
  readonly userMessage: string | undefined;
}

/** Which processes of a job a signal goes to (scancel(1): default, `--batch`, `--full`). */
export type SignalScope = 'steps' | 'batch' | 'full';

export interface RequeueOptions {
  readonly hold: boolean;
  /** Leave out what has not begun, or has ended. */
  readonly incomplete?: boolean;
  /** Held, in the state SPECIAL_EXIT. */
  readonly specialExit?: boolean;
}

/** What became of one job, or of some tasks of an array, that an operation was for. */
export interface JobOutcome {
  /** Which, e.g. `13_2` or `13_[3-4]`. */
  readonly job: string;
  /** 0, or a Slurm errno. */
  readonly code: number;
  readonly message: string;
}

/**
 * A cluster, embedded or real. Every method acts with the rights of `caller` and throws
 * {@link SlurmError} only: unknown job (2017), access denied (2002), controller unreachable, and so on.
 */
export interface Scheduler extends Partial<Administration> {
  /** Name of the cluster (ClusterName). */
  readonly clusterName: string;
  /** How many RPCs were sent by this process, by name; absent where none are. */
  readonly rpcs?: ReadonlyMap<string, number>;
  /** What is remembered of jobs that ended, and whom they are accounted to; absent where nothing is. */
  readonly accounting?: Accounting;

  ping(caller: Caller): Promise<readonly ControllerStatus[]>;
  diagnostics(caller: Caller): Promise<Diagnostics>;
  /** Sets the counters of {@link diagnostics} to zero; administrators only. */
  resetDiagnostics(caller: Caller): Promise<void>;

  /**
   * Every job the caller may see, by job id. Pending tasks of an array are one record.
   * @param maxAgeMs how old the answer may be; absent = no older than the question. The same for other tables.
   */
  jobs(caller: Caller, maxAgeMs?: number): Promise<Snapshot<Job>>;
  /**
   * The records a job id stands for: of an array or a het job all its tasks or components, else one.
   * @throws SlurmError `JOB_UNKNOWN`
   */
  job(caller: Caller, id: JobSelector): Promise<readonly Job[]>;
  /** The same with when it was so, where the cluster tells. */
  jobSnapshot?(caller: Caller, id: JobSelector): Promise<Snapshot<Job>>;
  nodes(caller: Caller, maxAgeMs?: number): Promise<Snapshot<Node>>;
  partitions(caller: Caller, maxAgeMs?: number): Promise<Snapshot<Partition>>;

  /** Resolves once the job is durably accepted. */
  submit(caller: Caller, submission: Submission): Promise<Submitted>;
  update(caller: Caller, id: JobSelector, changes: JobDescription): Promise<void>;
  /** Ends the job: pending jobs at once, running ones by SIGTERM, then SIGKILL after KillWait. */
  cancel(caller: Caller, id: JobSelector): Promise<void>;
  /** Delivers a signal to the processes of a running job. */
  signal(caller: Caller, id: JobSelector, signal: number, scope: SignalScope): Promise<void>;
  requeue(caller: Caller, id: JobSelector, options: RequeueOptions): Promise<void>;
  suspend(caller: Caller, id: JobSelector): Promise<void>;
  resume(caller: Caller, id: JobSelector): Promise<void>;
  /** The batch script as submitted; the job's owner and administrators only. */
  script(caller: Caller, jobId: number): Promise<string>;

  /**
   * Signals many jobs at once, see {@link JobSignal}; `undefined` where the cluster is too old for that.
   * @returns the failures, and with the flag `VERBOSE` the successes
   */
  signalJobs?(caller: Caller, signal: JobSignal): Promise<readonly SignalOutcome[] | undefined>;
  /** As {@link requeue}; of an array, what became of each of its tasks. */
  requeueTasks?(caller: Caller, id: JobSelector, options: RequeueOptions): Promise<readonly JobOutcome[]>;
  /**
   * Nodes without a script: a job, or the components of a het job. Resolves once they are granted.
   * @throws SlurmError also when the job ends before
   */
  allocate?(caller: Caller, jobs: readonly JobDescription[], isHet: boolean): Promise<Submitted>;
  /** What a running job holds, node by node. */
  resourceLayout?(caller: Caller, jobId: number): Promise<readonly NodeLayout[]>;
  /** Fair share of the associations of these accounts and users; of all without any. */
  shares?(caller: Caller, accounts: readonly string[], users: readonly string[]): Promise<Shares>;

  /** slurm.conf as the controller runs it. */
  configurationRecord?(caller: Caller): Promise<ConfigurationRecord>;

  /** Where the cluster has them. */
  reservations?(caller: Caller): Promise<Snapshot<Reservation>>;
  licenses?(caller: Caller): Promise<Snapshot<License>>;
  /** What the cluster is run by; absent where that is this program. */
  software?(caller: Caller): Promise<ClusterSoftware>;

  /**
   * Has the cluster check the caller's credential, where it keeps the means to do so to itself. Nobody shares the
   * question.
   * @throws SlurmError `CREDENTIAL_REFUSED`
   */
  confirm?(caller: Caller): Promise<void>;
  /**
   * A token that makes its bearer the caller, where the cluster hands tokens out.
   * @param lifespan seconds
   */
  token?(caller: Caller, lifespan: number): Promise<string>;

  close(): Promise<void>;
}
