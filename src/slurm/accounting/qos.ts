import { type Limits, NO_LIMITS } from './limits.ts';

/** Source: QOS_FLAG_… of slurmdb.h by bit, in slurmrestd's words; `undefined` for what it shows nobody. */
export const QOS_FLAGS = [
  'PARTITION_MINIMUM_NODE',
  'PARTITION_MAXIMUM_NODE',
  'PARTITION_TIME_LIMIT',
  'ENFORCE_USAGE_THRESHOLD',
  'NO_RESERVE',
  'REQUIRED_RESERVATION',
  'DENY_LIMIT',
  'OVERRIDE_PARTITION_QOS',
  'NO_DECAY',
  'USAGE_FACTOR_SAFE',
  'RELATIVE',
  undefined,
  'PARTITION_QOS',
  'DELETED',
] as const;

export type QosFlag = NonNullable<(typeof QOS_FLAGS)[number]>;

/** How jobs of a QOS make room. `DISABLED` stands alone. */
export type QosPreemptMode = 'DISABLED' | 'SUSPEND' | 'REQUEUE' | 'CANCEL' | 'GANG';

/**
 * A quality of service (slurmdb_qos_rec_t, `sacctmgr show qos`); limits as in {@link Limits}. `_pa`, `_pu`,
 * `_pj` and `_pn` are per account, user, job and node.
 */
export interface Qos extends Limits {
  readonly description: string;
  readonly flags: readonly QosFlag[];
  /** Seconds. */
  readonly grace_time: number;
  readonly id: number;
  readonly limit_factor: number | undefined;
  readonly max_jobs_accrue_pa: number | undefined;
  readonly max_jobs_accrue_pu: number | undefined;
  readonly max_jobs_pa: number | undefined;
  readonly max_jobs_pu: number | undefined;
  readonly max_submit_jobs_pa: number | undefined;
  readonly max_submit_jobs_pu: number | undefined;
  readonly max_tres_pa: string;
  readonly max_tres_pu: string;
  readonly max_tres_run_mins_pa: string;
  readonly max_tres_run_mins_pu: string;
  readonly min_tres_pj: string;
  readonly name: string;
  /** Ids of the QOS whose jobs may be preempted. */
  readonly preempt: readonly number[];
  /** Seconds. */
  readonly preempt_exempt_time: number | undefined;
  readonly preempt_mode: readonly QosPreemptMode[];
  readonly priority: number | undefined;
  readonly usage_factor: number | undefined;
  readonly usage_thres: number | undefined;
}

/** A QOS that limits nothing, as `sacctmgr add qos` makes it. */
export const BLANK_QOS: Qos = {
  ...NO_LIMITS,
  description: '',
  flags: [],
  grace_time: 0,
  id: 0,
  limit_factor: undefined,
  max_jobs_accrue_pa: undefined,
  max_jobs_accrue_pu: undefined,
  max_jobs_pa: undefined,
  max_jobs_pu: undefined,
  max_submit_jobs_pa: undefined,
  max_submit_jobs_pu: undefined,
  max_tres_pa: '',
  max_tres_pu: '',
  max_tres_run_mins_pa: '',
  max_tres_run_mins_pu: '',
  min_tres_pj: '',
  name: '',
  preempt: [],
  preempt_exempt_time: undefined,
  preempt_mode: ['DISABLED'],
  priority: 0,
  usage_factor: 1,
  usage_thres: undefined,
};
