import type { JobConditions } from '../../../slurm/accounting/conditions.ts';
import { type AccountingJob, BLANK_ACCOUNTING_JOB } from '../../../slurm/accounting/job.ts';
import { type AccountingStep, BLANK_ACCOUNTING_STEP } from '../../../slurm/accounting/step.ts';
import { expandHostlist } from '../../../slurm/hostlist.ts';
import type { HistoryRecord, HistoryStep } from '../history/history-record.ts';
import type { People } from './people.ts';
import { NORMAL_QOS } from './qos.ts';
import type { TresTable } from './tres-table.ts';

/** What beside the record itself goes into what accounting answers. */
export interface AccountingTables {
  readonly clusterName: string;
  readonly people: People;
  readonly tres: TresTable;
  /** UNIX seconds. */
  readonly now: number;
}

/** One start of a job as accounting answers it. */
export function accountingJob(record: HistoryRecord, tables: AccountingTables): AccountingJob {
  const { people, tres, clusterName: cluster, now } = tables;
  const account = people.accountOf(record.user_id, record.account);
  const started = record.start_time > 0;
  const requested = tres.ids(record.tres_req_str);
  return {
    ...BLANK_ACCOUNTING_JOB,
    account,
    admin_comment: record.admin_comment,
    alloc_nodes: started ? record.num_nodes : 0,
    array_job_id: record.array_job_id,
    array_max_tasks: record.array_max_tasks,
    array_task_id: record.array_task_id,
    array_task_str: record.array_task_str,
    associd: people.associationId(record.user_name, account),
    cluster,
    constraints: record.features,
    container: record.container,
    derived_ec:
      record.derived_ec ??
      Math.max(0, ...record.steps.map(({ id, exitCode }) => (id === 'batch' ? 0 : exitCode))),
    derived_es: record.comment,
    elapsed: started ? Math.max(0, (record.end_time || now) - record.start_time - record.suspended) : 0,
    eligible: record.eligible_time,
    end: record.end_time,
    exitcode: record.exit_code,
    extra: record.extra,
    gid: record.group_id,
    het_job_id: record.het_job_id,
    het_job_offset: record.het_job_id > 0 ? record.het_job_offset : undefined,
    jobid: record.job_id,
    jobname: record.name,
    lineage: people.lineage(record.user_name, account),
    licenses: record.licenses,
    mcs_label: record.mcs_label,
    nodes: started ? record.nodes : 'None assigned',
    partition: record.partition,
    priority: record.priority,
    qosid: record.qos === '' || record.qos === NORMAL_QOS.name ? NORMAL_QOS.id : 0,
    qos_req: record.qos,
    req_cpus: Number(/^1=(\d+)/.exec(requested)?.[1] ?? 0),
    req_mem: record.pn_min_memory,
    requid: record.requid,
    restart_cnt: record.restart_cnt,
    resv_name: record.resv_name,
    start: record.start_time,
    state: record.job_state,
    state_flags: record.job_state_flags,
    // Why it waits; what kept one that is over is not remembered.
    state_reason_prev: record.job_state === 'PENDING' && record.end_time === 0 ? record.state_reason : 'None',
    steps: record.steps.map((step) => accountingStep(record, step, now)),
    std_err: record.std_err,
    std_in: record.std_in,
    std_out: record.std_out,
    submit: record.submit_time,
    submit_line: record.submit_line,
    suspended: record.suspended,
    system_comment: record.system_comment,
    ...cpuTime(sum(record.steps, 'userSeconds'), sum(record.steps, 'systemSeconds')),
    timelimit: record.time_limit,
    tres_alloc_str: started ? tres.ids(record.tres_alloc_str) : '',
    tres_req_str: requested,
    uid: record.user_id,
    user: record.user_name,
    wckey: record.wckey,
    work_dir: record.work_dir,
  };
}

function accountingStep(record: HistoryRecord, step: HistoryStep, now: number): AccountingStep {
  const { id, userSeconds = 0, systemSeconds = 0, maxRss } = step;
  const nnodes = step.nodes === '' ? 0 : expandHostlist(step.nodes).length;
  return {
    ...BLANK_ACCOUNTING_STEP,
    elapsed: Math.max(0, (step.end || now) - step.start),
    end: step.end,
    exitcode: step.exitCode,
    nnodes,
    nodes: step.nodes,
    ntasks: step.tasks,
    start: step.start,
    state: step.state,
    stats: {
      ...BLANK_ACCOUNTING_STEP.stats,
      // Milliseconds of CPU time, bytes of memory.
      tres_usage_in_max: maxRss === undefined ? '' : `2=${maxRss * 1024}`,
      tres_usage_in_tot:
        step.userSeconds === undefined ? '' : `1=${Math.round((userSeconds + systemSeconds) * 1000)}`,
    },
    step_id: { job_id: record.job_id, step_id: id, step_het_comp: undefined },
    stepname: step.name,
    ...cpuTime(userSeconds, systemSeconds),
    tres_alloc_str: `1=${step.cpus},4=${nnodes}`,
  };
}

function cpuTime(userSeconds: number, systemSeconds: number) {
  const parts = (seconds: number) => {
    const microseconds = Math.round(seconds * 1e6);
    return [Math.floor(microseconds / 1e6), microseconds % 1e6] as const;
  };
  const [user_cpu_sec, user_cpu_usec] = parts(userSeconds);
  const [sys_cpu_sec, sys_cpu_usec] = parts(systemSeconds);
  const [tot_cpu_sec, tot_cpu_usec] = parts(userSeconds + systemSeconds);
  return { user_cpu_sec, user_cpu_usec, sys_cpu_sec, sys_cpu_usec, tot_cpu_sec, tot_cpu_usec };
}

function sum(steps: readonly HistoryStep[], member: 'userSeconds' | 'systemSeconds'): number {
  return steps.reduce((total, step) => total + (step[member] ?? 0), 0);
}

/** The steps a caller asked for, and times cut to the period, as sacct(1) `--truncate`. */
export function asAsked(job: AccountingJob, conditions: JobConditions, now: number): AccountingJob {
  const { flags = [], step_list = [], usage_start = 0 } = conditions;
  const wanted = step_list.filter(({ job_id }) =>
    [job.jobid, job.array_job_id, job.het_job_id].includes(job_id),
  );
  const every = wanted.length === 0 || wanted.some(({ step_id }) => step_id === undefined);
  const steps = flags.includes('NO_STEP')
    ? []
    : job.steps.filter(({ step_id }) => every || wanted.some((one) => one.step_id === step_id.step_id));
  if (flags.includes('NO_TRUNC') || usage_start === 0) return { ...job, steps };
  const last = conditions.usage_end || now;
  const start = job.start > 0 ? Math.max(job.start, usage_start) : job.start;
  const end = job.end === 0 || job.end > last ? last : job.end;
  return { ...job, steps, start, end, elapsed: start > 0 ? Math.max(0, end - start - job.suspended) : 0 };
}
