import type { Job } from '../../../slurm/job.ts';
import type { JobState, JobStateFlag } from '../../../slurm/job-state.ts';

/** Members of a job that its history keeps; what they mean is said there. */
export const KEPT = [
  'account',
  'admin_comment',
  'array_job_id',
  'array_max_tasks',
  'array_task_id',
  'array_task_str',
  'comment',
  'container',
  'eligible_time',
  'end_time',
  'exit_code',
  'extra',
  'features',
  'group_id',
  'het_job_id',
  'het_job_offset',
  'job_id',
  'job_state',
  'licenses',
  'mcs_label',
  'name',
  'nodes',
  'num_nodes',
  'partition',
  'pn_min_memory',
  'priority',
  'qos',
  'restart_cnt',
  'resv_name',
  'start_time',
  'state_reason',
  'std_err',
  'std_in',
  'std_out',
  'submit_line',
  'submit_time',
  'system_comment',
  'time_limit',
  'tres_alloc_str',
  'tres_req_str',
  'user_id',
  'user_name',
  'wckey',
  'work_dir',
] as const satisfies readonly (keyof Job)[];

/** CPU time and memory of processes that have ended; undefined = not known. */
export interface Used {
  /** CPU seconds. */
  readonly userSeconds: number | undefined;
  readonly systemSeconds: number | undefined;
  /** KiB of the largest process. */
  readonly maxRss: number | undefined;
}

/** One step of a start: the batch script, or what an srun started. */
export interface HistoryStep extends Used {
  readonly id: number | 'batch';
  readonly name: string;
  readonly state: JobState;
  /** wait(2) status word. */
  readonly exitCode: number;
  /** UNIX seconds. */
  readonly start: number;
  /** UNIX seconds; 0 while it runs. */
  readonly end: number;
  readonly tasks: number;
  readonly cpus: number;
  /** Host list. */
  readonly nodes: string;
}

/**
 * One start of a job that is over, or a job that never started and never will. A job that was requeued has several,
 * with the same id and `restart_cnt` ascending.
 */
export interface HistoryRecord extends Pick<Job, (typeof KEPT)[number]>, Used {
  readonly job_state_flags: readonly JobStateFlag[];
  /** Uid of who ended it, where somebody did. */
  readonly requid: number | undefined;
  /** Seconds. */
  readonly suspended: number;
  readonly steps: readonly HistoryStep[];
  /** Wait status of the worst step, where somebody has said what it is to be. */
  readonly derived_ec?: number;
}
