import type { JobConditions, SelectedStep } from '../../../slurm/accounting/conditions.ts';
import type { AccountingJob } from '../../../slurm/accounting/job.ts';
import { expandHostlist } from '../../../slurm/hostlist.ts';
import type { JobState } from '../../../slurm/job-state.ts';
import { fits } from './tres-table.ts';

/** When jobs must have been there. UNIX seconds; the end is no part of it. */
export interface Period {
  readonly start: number;
  readonly end: number;
  /** It means when they were submitted. */
  readonly ofSubmission: boolean;
}

/** The period that is asked for; what is left out is said at {@link JobConditions}. */
export function periodOf(
  { usage_start, usage_end, flags = [], step_list }: JobConditions,
  now: number,
): Period {
  if (flags.includes('NO_DEFAULT_USAGE'))
    return { start: usage_start || 0, end: usage_end || Number.POSITIVE_INFINITY, ofSubmission: true };
  const named = step_list !== undefined && step_list.length > 0;
  const start = usage_start || (named ? 0 : Math.floor(new Date(now * 1000).setHours(0, 0, 0, 0) / 1000));
  return { start, end: usage_end || now + 1, ofSubmission: false };
}

/** Whether a job is one of those that are asked for, but for {@link SelectedStep} and what is a matter of all of them. */
export function jobFilter(conditions: JobConditions, now: number): (job: AccountingJob) => boolean {
  const period = periodOf(conditions, now);
  const nodes = conditions.used_nodes ? new Set(expandHostlist(conditions.used_nodes)) : undefined;
  const { state_list: states = [], flags = [] } = conditions;
  return (job) =>
    (states.length === 0 ? wasThere(job, period) : states.some((state) => wasIn(state, job, period))) &&
    fits(conditions.acct_list, job.account) &&
    fits(conditions.associd_list, String(job.associd)) &&
    fits(conditions.cluster_list, job.cluster) &&
    fits(conditions.groupid_list, String(job.gid)) &&
    fits(conditions.jobname_list, job.jobname) &&
    fits(conditions.partition_list, job.partition) &&
    fits(conditions.qos_list, String(job.qosid)) &&
    fits(conditions.reason_list, job.state_reason_prev) &&
    fits(conditions.resv_list, job.resv_name) &&
    fits(conditions.resvid_list, String(job.resvid)) &&
    fits(conditions.userid_list, String(job.uid)) &&
    fits(conditions.wckey_list, job.wckey) &&
    (conditions.constraint_list ?? []).every((feature) => job.constraints.includes(feature)) &&
    within(job.req_cpus, conditions.cpus_min, conditions.cpus_max) &&
    within(job.alloc_nodes, conditions.nodes_min, conditions.nodes_max) &&
    within(job.timelimit ?? 0, conditions.timelimit_min, conditions.timelimit_max) &&
    (conditions.exitcode === undefined || job.exitcode === conditions.exitcode) &&
    (nodes === undefined || (job.start > 0 && expandHostlist(job.nodes).some((node) => nodes.has(node)))) &&
    // What the queue forgot has ended here: nothing runs away.
    !flags.includes('RUNAWAY');
}

/** Whether a job is one of the steps' jobs. */
export function selects(list: readonly SelectedStep[], job: AccountingJob, wholeHetJob: boolean): boolean {
  return list.some(({ job_id, array_task_id, het_job_offset }) => {
    if (array_task_id !== undefined)
      return job.array_job_id === job_id && job.array_task_id === array_task_id;
    if (het_job_offset !== undefined && !wholeHetJob)
      return job.het_job_id === job_id && job.het_job_offset === het_job_offset;
    return job.jobid === job_id || job.array_job_id === job_id || job.het_job_id === job_id;
  });
}

/** A range of which the upper end need not be given is one number; as sacct(1) `--nnodes` and `--ncpus`. */
function within(value: number, min: number | undefined, max: number | undefined): boolean {
  if (!min && !max) return true;
  if (!max) return value === min;
  return value >= (min ?? 0) && value <= max;
}

function wasThere(job: AccountingJob, { start, end, ofSubmission }: Period): boolean {
  if (ofSubmission) return job.submit >= start && job.submit < end;
  return (job.eligible || job.submit) < end && (job.end === 0 || job.end >= start);
}

function wasIn(state: JobState, job: AccountingJob, period: Period): boolean {
  const { start, end, ofSubmission } = period;
  if (ofSubmission) return job.state === state && job.state_flags.length === 0 && wasThere(job, period);
  switch (state) {
    case 'PENDING': {
      const until = job.start || job.end;
      return job.submit < end && (until === 0 || until >= start);
    }
    case 'RUNNING':
      return job.start > 0 && job.start < end && (job.end === 0 || job.end >= start);
    case 'SUSPENDED':
      return wasThere(job, period) && (job.state === state || job.suspended > 0);
    default:
      return job.state === state && job.end >= start && job.end < end;
  }
}
