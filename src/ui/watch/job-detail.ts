import type { CellContext } from '../squeue/column.ts';
import { columnByName } from '../squeue/columns.ts';
import { printable } from '../squeue/printable.ts';
import type { V1Job } from '../squeue/v1-job.ts';

/** Columns of squeue's by what they tell, and the members of the record they already show. */
const SECTIONS: readonly (readonly [title: string, ...columns: string[]])[] = [
  [
    'Job',
    'JobArrayId',
    'JobId',
    'Name',
    'UserName',
    'GroupId',
    'Account',
    'QOS',
    'Partition',
    'Reservation',
    'WCKey',
  ],
  ['State', 'State', 'Reason', 'exit_code', 'RestartCnt', 'Requeue', 'PriorityLong', 'Nice', 'Dependency'],
  [
    'Time',
    'SubmitTime',
    'EligibleTime',
    'StartTime',
    'EndTime',
    'TimeUsed',
    'TimeLimit',
    'TimeLeft',
    'LastSchedEval',
  ],
  [
    'Wants',
    'NumNodes',
    'NumCPUs',
    'NumTasks',
    'cpus-per-task',
    'MinMemory',
    'tres-per-node',
    'Feature',
    'Licenses',
  ],
  ['Has', 'NodeList', 'BatchHost', 'tres-alloc', 'ReqNodes', 'ExcNodes', 'SchedNodes'],
  ['Files', 'Command', 'WorkDir', 'StdIn', 'StdOut', 'StdErr'],
];

/** Members the sections show under other names. */
const SHOWN = new Set([
  'account',
  'array_job_id',
  'array_task_id',
  'array_task_str',
  'batch_host',
  'command',
  'cpus_per_task',
  'dependency',
  'eligible_time',
  'end_time',
  'exc_nodes',
  'exit_code',
  'features',
  'group_id',
  'job_id',
  'job_state',
  'last_sched_eval',
  'licenses',
  'name',
  'nice',
  'nodes',
  'num_cpus',
  'num_nodes',
  'num_tasks',
  'partition',
  'pn_min_memory',
  'priority',
  'qos',
  'req_nodes',
  'requeue',
  'restart_cnt',
  'resv_name',
  'sched_nodes',
  'start_time',
  'state_desc',
  'state_reason',
  'std_err',
  'std_in',
  'std_out',
  'submit_time',
  'time_limit',
  'tres_alloc_str',
  'tres_per_node',
  'tres_req_str',
  'user_id',
  'user_name',
  'wckey',
  'work_dir',
]);

/** A line of the detail pane: a heading, or a label with its value. */
export interface DetailLine {
  readonly heading?: string;
  readonly label?: string;
  readonly value?: string;
}

/** Values that say nothing: zero, false, empty, NO_VAL. */
function isUnset(value: unknown): boolean {
  if (value === 0 || value === false || value === '' || value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Everything a record says about a job: the main things by section, then whatever else is set. */
export function detailLines(job: V1Job, context: CellContext): readonly DetailLine[] {
  const sections = SECTIONS.flatMap(([title, ...names]): DetailLine[] => {
    const lines = names.flatMap((name): DetailLine[] => {
      const column = columnByName(name)!;
      const value = column.text(job, context);
      return ['', 'N/A', 'n/a', context.unset].includes(value)
        ? []
        : [{ label: name, value: printable(value) }];
    });
    return lines.length > 0 ? [{ heading: title }, ...lines, {}] : [];
  });
  const rest = Object.entries(job)
    .filter(([name, value]) => !SHOWN.has(name) && !isUnset(value))
    .map(([label, value]) => ({
      label,
      value: printable(typeof value === 'string' ? value : JSON.stringify(value)),
    }));
  return rest.length > 0 ? [...sections, { heading: 'Also set' }, ...rest] : sections;
}
