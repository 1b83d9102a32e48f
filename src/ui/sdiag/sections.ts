import type { RpcStatistics } from '../../slurm/diagnostics.ts';
import { printable } from '../squeue/printable.ts';
import { type DiagnosticsAnswer, mean } from './v1-diagnostics.ts';

/** `Label: value` lines under a heading; a line without a value is left out. */
interface Section {
  readonly heading?: string;
  readonly lines: readonly (readonly [label: string, value: number | string | undefined])[];
}

const RULE = '*'.repeat(55);

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ctime(3) of UNIX seconds in local time, and the seconds themselves. */
function moment(time: number | undefined): string | undefined {
  if (time === undefined) return undefined;
  const date = new Date(time * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const day = String(date.getDate()).padStart(2, ' ');
  return `${DAYS[date.getDay()]} ${MONTHS[date.getMonth()]} ${day} ${clock} ${date.getFullYear()} (${time})`;
}

/** Cycles a minute since the counters began; undefined in the first minute. */
function perMinute(diag: DiagnosticsAnswer): number | undefined {
  const minutes = Math.trunc(((diag.req_time ?? 0) - (diag.req_time_start ?? 0)) / 60);
  return minutes < 1 ? undefined : Math.trunc((diag.schedule_cycle_counter ?? 0) / minutes);
}

function sections(diag: DiagnosticsAnswer): readonly Section[] {
  const cycles = diag.schedule_cycle_counter;
  const bfCycles = diag.bf_cycle_counter;
  return [
    {
      lines: [
        ['Server thread count', diag.server_thread_count],
        ['Agent queue size', diag.agent_queue_size],
        ['Agent count', diag.agent_count],
        ['Agent thread count', diag.agent_thread_count],
        ['DBD Agent queue size', diag.dbd_agent_queue_size],
      ],
    },
    {
      lines: [
        ['Jobs submitted', diag.jobs_submitted],
        ['Jobs started', diag.jobs_started],
        ['Jobs completed', diag.jobs_completed],
        ['Jobs canceled', diag.jobs_canceled],
        ['Jobs failed', diag.jobs_failed],
      ],
    },
    {
      lines: [
        ['Job states ts', moment(diag.job_states_ts)],
        ['Jobs pending', diag.jobs_pending],
        ['Jobs running', diag.jobs_running],
      ],
    },
    {
      heading: 'Main schedule statistics (microseconds):',
      lines: [
        ['Last cycle', diag.schedule_cycle_last],
        ['Max cycle', diag.schedule_cycle_max],
        ['Total cycles', cycles],
        ['Mean cycle', mean(diag.schedule_cycle_sum, cycles)],
        ['Mean depth cycle', mean(diag.schedule_cycle_depth, cycles)],
        ['Cycles per minute', perMinute(diag)],
        ['Last queue length', diag.schedule_queue_len],
      ],
    },
    { heading: 'Main scheduler exit:', lines: Object.entries(diag.schedule_exit ?? {}) },
    {
      heading: diag.bf_active
        ? 'Backfilling stats (WARNING: data obtained in the middle of backfilling execution.)'
        : 'Backfilling stats',
      lines: [
        ['Total backfilled jobs (since last slurm start)', diag.bf_backfilled_jobs],
        ['Total backfilled jobs (since last stats cycle start)', diag.bf_last_backfilled_jobs],
        ['Total backfilled heterogeneous job components', diag.bf_backfilled_het_jobs],
        ['Total cycles', bfCycles],
        ['Last cycle when', diag.bf_when_last_cycle ? moment(diag.bf_when_last_cycle) : 'N/A'],
        ['Last cycle', diag.bf_cycle_last],
        ['Max cycle', diag.bf_cycle_max],
        ['Mean cycle', mean(diag.bf_cycle_sum, bfCycles)],
        ['Last depth cycle', diag.bf_last_depth],
        ['Last depth cycle (try sched)', diag.bf_last_depth_try],
        ['Depth Mean', mean(diag.bf_depth_sum, bfCycles)],
        ['Depth Mean (try depth)', mean(diag.bf_depth_try_sum, bfCycles)],
        ['Last queue length', diag.bf_queue_len],
        ['Queue length mean', mean(diag.bf_queue_len_sum, bfCycles)],
        ['Last table size', diag.bf_table_size],
        ['Mean table size', mean(diag.bf_table_size_sum, bfCycles)],
      ],
    },
    { heading: 'Backfill exit', lines: Object.entries(diag.bf_exit ?? {}) },
  ];
}

function sectionLines({ heading, lines }: Section): string[] {
  const shown = lines.filter(([, value]) => value !== undefined);
  if (shown.length === 0) return [];
  const indent = heading ? '\t' : '';
  const width = Math.max(...shown.map(([label]) => label.length)) + 2;
  const body = shown.map(([label, value]) => `${indent}${`${label}:`.padEnd(width)}${value}`);
  return [...(heading ? [heading] : []), ...body, ''];
}

function rpcLines(heading: string, rpcs: readonly RpcStatistics[] | undefined, width: number): string[] {
  if (!rpcs) return [];
  const rows = rpcs.map(({ name, id, count, total_time: total }) => {
    const average = mean(total, count) ?? 0;
    const cells = `count:${String(count).padEnd(6)} ave_time:${String(average).padEnd(6)} total_time:${total}`;
    return `\t${printable(name).padEnd(width)}(${String(id).padStart(5)}) ${cells}`;
  });
  return [heading, ...(rows.length > 0 ? rows : ['\tNo RPCs recorded yet.']), ''];
}

/** What sdiag prints of an answer of `GET /slurm/v1/diag`. Source: sdiag(1). */
export function sdiagLines(diag: DiagnosticsAnswer): string[] {
  const latency = diag.gettimeofday_latency;
  const lines = [
    RULE,
    `sdiag output at ${moment(diag.req_time ?? 0)}`,
    `Data since      ${moment(diag.req_time_start ?? 0)}`,
    RULE,
    ...sections(diag).flatMap(sectionLines),
    ...(latency === undefined
      ? []
      : [`Latency for 1000 calls to gettimeofday(): ${latency} microseconds`, '']),
    ...rpcLines('Remote Procedure Call statistics by message type', diag.rpcs_by_type, 40),
    ...rpcLines('Remote Procedure Call statistics by user', diag.rpcs_by_user, 16),
  ];
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
