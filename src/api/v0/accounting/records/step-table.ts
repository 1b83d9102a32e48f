import type { AccountingStep, StepId } from '../../../../slurm/accounting/step.ts';
import { expandHostlist } from '../../../../slurm/hostlist.ts';
import { exitCode } from '../../jobs/exit-code.ts';
import { known } from '../../record/flags.ts';
import { type Readers, type RecordTable, recordTable, revised } from '../../record/table.ts';
import { numberObject } from '../../record/values.ts';
import { FLAG_WORDS } from '../../record/words.ts';
import type { ByVersion, Version } from '../../version.ts';
import type { Known } from '../lookups.ts';
import { governorName, layoutName } from './step-words.ts';
import { tresExtremes, tresList } from './tres.ts';
import { userText } from './users.ts';

/** A step as it is written, with the paths of its streams filled in. */
export type ShownStep = Known<AccountingStep> & {
  readonly expanded: { readonly stdin: string; readonly stdout: string; readonly stderr: string };
};

/** `13.batch`, `13.0+1`. */
function stepName({ job_id, step_id, step_het_comp }: StepId): string {
  if (step_id === undefined) return String(job_id);
  const name = step_id === 'pending' ? 'TBD' : step_id;
  return `${job_id}.${name}${step_het_comp === undefined ? '' : `+${step_het_comp}`}`;
}

function worded(version: Version): Readers<ShownStep> {
  return { state: (step) => known(FLAG_WORDS.job_state[version], [step.state, ...step.state_flags]) };
}

const STEP_42: RecordTable<ShownStep> = recordTable(
  `time.elapsed:int32 time.end:uint64 time.start:uint64 time.suspended:int32 time.system.seconds:int64
   time.system.microseconds:int32 time.total.seconds:int64 time.total.microseconds:int32 time.user.seconds:int64
   time.user.microseconds:int32 exit_code:process_exit_code_verbose nodes.count:int32 nodes.range:string
   nodes.list:hostlist tasks.count:int32 pid:string CPU.requested_frequency.min:uint32
   CPU.requested_frequency.max:uint32 CPU.governor:string kill_request_user:string state:job_state
   statistics.CPU.actual_frequency:int64 statistics.energy.consumed:uint64 step.id:string step.name:string
   task.distribution:string tres.requested.max:step_tres_req_max tres.requested.min:step_tres_req_min
   tres.requested.average:tres_list tres.requested.total:tres_list tres.consumed.max:step_tres_usage_max
   tres.consumed.min:step_tres_usage_min tres.consumed.average:tres_list tres.consumed.total:tres_list
   tres.allocated:tres_list`,
  {
    names: {
      'time.elapsed': 'elapsed',
      'time.end': 'end',
      'time.start': 'start',
      'time.suspended': 'suspended',
      'time.system.seconds': 'sys_cpu_sec',
      'time.system.microseconds': 'sys_cpu_usec',
      'time.total.seconds': 'tot_cpu_sec',
      'time.total.microseconds': 'tot_cpu_usec',
      'time.user.seconds': 'user_cpu_sec',
      'time.user.microseconds': 'user_cpu_usec',
      'nodes.count': 'nnodes',
      'nodes.range': 'nodes',
      'tasks.count': 'ntasks',
      'CPU.requested_frequency.min': 'req_cpufreq_min',
      'CPU.requested_frequency.max': 'req_cpufreq_max',
      'step.name': 'stepname',
    },
    read: {
      ...worded(42),
      exit_code: (step) => exitCode(step.exitcode),
      'nodes.list': (step) => (step.nodes === '' ? [] : expandHostlist(step.nodes)),
      // Slurm has kept no pids since 24.11.
      pid: () => '',
      'CPU.governor': (step) => governorName(step.req_cpufreq_gov),
      kill_request_user: (step) => userText(step.requid),
      'statistics.CPU.actual_frequency': (step) => Math.trunc(step.stats.act_cpufreq),
      'statistics.energy.consumed': (step) => numberObject(step.stats.consumed_energy),
      'step.id': (step) => stepName(step.step_id),
      'task.distribution': (step) => layoutName(step.task_dist),
      'tres.requested.max': (step) => extremes(step, 'in_max'),
      'tres.requested.min': (step) => extremes(step, 'in_min'),
      'tres.requested.average': (step) => tresList(step.stats.tres_usage_in_ave, step.lookups),
      'tres.requested.total': (step) => tresList(step.stats.tres_usage_in_tot, step.lookups),
      'tres.consumed.max': (step) => extremes(step, 'out_max'),
      'tres.consumed.min': (step) => extremes(step, 'out_min'),
      'tres.consumed.average': (step) => tresList(step.stats.tres_usage_out_ave, step.lookups),
      'tres.consumed.total': (step) => tresList(step.stats.tres_usage_out_tot, step.lookups),
      'tres.allocated': (step) => tresList(step.tres_alloc_str, step.lookups),
    },
  },
);

function extremes({ stats, nodes, lookups }: ShownStep, which: 'in_max' | 'in_min' | 'out_max' | 'out_min') {
  const parts = {
    count: stats[`tres_usage_${which}`],
    node: stats[`tres_usage_${which}_nodeid`],
    task: stats[`tres_usage_${which}_taskid`],
  };
  return tresExtremes(parts, nodes, lookups);
}

const STEP_43 = revised(STEP_42, {
  fields: `time.limit:uint32 step.stderr:string step.stdin:string step.stdout:string step.stderr_expanded:string
           step.stdin_expanded:string step.stdout_expanded:string`,
  names: {
    'time.limit': 'timelimit',
    'step.stderr': 'std_err',
    'step.stdin': 'std_in',
    'step.stdout': 'std_out',
  },
  read: {
    ...worded(43),
    'step.stderr_expanded': (step) => step.expanded.stderr,
    'step.stdin_expanded': (step) => step.expanded.stdin,
    'step.stdout_expanded': (step) => step.expanded.stdout,
  },
});

const STEP_44 = revised(STEP_43, { read: worded(44) });

/** A step in each version. */
export const STEP_TABLES: ByVersion<RecordTable<ShownStep>> = {
  42: STEP_42,
  43: STEP_43,
  44: STEP_44,
  45: revised(STEP_44, { fields: 'submit_line:string', without: ['pid'], read: worded(45) }),
};
