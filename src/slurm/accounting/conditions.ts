import type { JobState } from '../job-state.ts';
import type { AccountFlag } from './account.ts';
import type { ClusterFlag } from './cluster.ts';
import type { StepId } from './step.ts';
import type { AdminLevel } from './user.ts';

/**
 * What records are asked for: those that fit every member that is given; a list is fitted by any of its entries.
 * Members have Slurm's names (slurmdb_…_cond_t of slurmdb.h). Times are UNIX seconds.
 */
type List = readonly string[];

/** Source: JOBCOND_FLAG_… of slurmdb.h. */
export type JobConditionFlag =
  /** Every run of a job that was requeued, not its last alone. */
  | 'DUP'
  | 'NO_STEP'
  /** Times as they were, not cut to the period that is asked for. */
  | 'NO_TRUNC'
  | 'RUNAWAY'
  /** Of a het job all components where one fits. */
  | 'WHOLE_HETJOB'
  | 'NO_WHOLE_HETJOB'
  | 'NO_WAIT'
  /** The period means when jobs were submitted; and without one, all time. */
  | 'NO_DEFAULT_USAGE'
  | 'SCRIPT'
  | 'ENV';

/** A job, a task of an array, a component of a het job, or one of their steps. */
export interface SelectedStep extends StepId {
  readonly array_task_id?: number;
  readonly het_job_offset?: number;
}

export interface JobConditions {
  readonly acct_list?: List;
  readonly associd_list?: List;
  /** Absent = every cluster the storage knows. */
  readonly cluster_list?: List;
  readonly constraint_list?: List;
  readonly cpus_max?: number;
  readonly cpus_min?: number;
  /** SLURMDB_JOB_FLAG_… bits of how jobs were started; absent = any. */
  readonly db_flags?: number;
  readonly exitcode?: number;
  readonly flags?: readonly JobConditionFlag[];
  /** Gids. */
  readonly groupid_list?: List;
  readonly jobname_list?: List;
  readonly nodes_max?: number;
  readonly nodes_min?: number;
  readonly partition_list?: List;
  /** Ids of QOS. */
  readonly qos_list?: List;
  readonly reason_list?: List;
  readonly resv_list?: List;
  readonly resvid_list?: List;
  readonly state_list?: readonly JobState[];
  readonly step_list?: readonly SelectedStep[];
  /** Minutes. */
  readonly timelimit_max?: number;
  readonly timelimit_min?: number;
  /** Jobs that were there (or, with states, in them) some time before this. Absent or 0 = now. */
  readonly usage_end?: number;
  /** … and after this. Absent or 0 = the beginning, where jobs are named, else this day's midnight. */
  readonly usage_start?: number;
  /** Host list: jobs that ran on any of them. */
  readonly used_nodes?: string;
  /** Uids. */
  readonly userid_list?: List;
  readonly wckey_list?: List;
}

/** Source: ASSOC_COND_FLAG_… of slurmdb.h. */
export type AssociationConditionFlag =
  | 'WITH_DELETED'
  | 'WITH_USAGE'
  /** Defaults of users alone. */
  | 'ONLY_DEFS'
  /** QOS as stored, those of parents left out. */
  | 'RAW_QOS'
  /** Accounts below those named, too. */
  | 'SUB_ACCTS'
  /** Limits of parents are left out. */
  | 'WOPI'
  | 'WOPL'
  /** Usage by QOS, and since 26.05 without that of accounts below. */
  | 'QOS_USAGE'
  | 'WITH_NG_USAGE';

export interface AssociationConditions {
  readonly acct_list?: List;
  readonly cluster_list?: List;
  readonly def_qos_id_list?: List;
  readonly flags?: readonly AssociationConditionFlag[];
  readonly id_list?: List;
  readonly parent_acct_list?: List;
  readonly partition_list?: List;
  /** Ids of QOS. */
  readonly qos_list?: List;
  readonly usage_end?: number;
  readonly usage_start?: number;
  /** An empty one: all that have a user. */
  readonly user_list?: List;
}

export interface AccountConditions {
  /** `acct_list` of these are the names. */
  readonly assoc_cond?: AssociationConditions;
  readonly description_list?: List;
  readonly flags?: readonly AccountFlag[];
  readonly organization_list?: List;
}

export interface UserConditions {
  readonly admin_level?: AdminLevel;
  /** `user_list` of these are the names. */
  readonly assoc_cond?: AssociationConditions;
  readonly def_acct_list?: List;
  readonly def_wckey_list?: List;
  readonly with_assocs?: boolean;
  readonly with_coords?: boolean;
  readonly with_deleted?: boolean;
  readonly with_wckeys?: boolean;
  readonly without_defaults?: boolean;
}

export interface QosConditions {
  readonly description_list?: List;
  readonly id_list?: List;
  readonly name_list?: List;
  /** PREEMPT_MODE_… bits of slurm.h. */
  readonly preempt_mode?: number;
  readonly with_deleted?: boolean;
}

export interface TresConditions {
  readonly count?: number;
  readonly id_list?: List;
  readonly name_list?: List;
  readonly type_list?: List;
  readonly with_deleted?: boolean;
}

export interface ClusterConditions {
  /** SLURMDB_CLASS_… bits of slurmdb.h. */
  readonly classification?: number;
  readonly cluster_list?: List;
  readonly federation_list?: List;
  readonly flags?: readonly ClusterFlag[];
  readonly rpc_version_list?: List;
  readonly usage_end?: number;
  readonly usage_start?: number;
  readonly with_deleted?: boolean;
  readonly with_usage?: boolean;
}

export interface WckeyConditions {
  readonly cluster_list?: List;
  readonly id_list?: List;
  readonly name_list?: List;
  readonly only_defs?: boolean;
  readonly usage_end?: number;
  readonly usage_start?: number;
  readonly user_list?: List;
  readonly with_usage?: boolean;
  readonly with_deleted?: boolean;
}

export interface InstanceConditions {
  readonly cluster_list?: List;
  readonly extra_list?: List;
  readonly instance_id_list?: List;
  readonly instance_type_list?: List;
  /** Host list. */
  readonly node_list?: string;
  readonly time_end?: number;
  readonly time_start?: number;
}
