import type { DiagnosticsAnswer } from '../sdiag/v1-diagnostics.ts';
import { mean } from '../sdiag/v1-diagnostics.ts';
import { printable } from '../squeue/printable.ts';
import { toWidth, truncate } from '../text-width.ts';
import type { DiagnosticsHistory } from './diagnostics-history.ts';
import type { DiagnosticsWatch } from './diagnostics-watch.ts';
import type { ScreenLine } from './line.tsx';
import type { RpcRow } from './rpc-table.ts';
import { sparkline } from './sparkline.ts';
import type { Theme, Tone } from './theme.ts';

const NUMBER_WIDTH = 11;
const LABEL_WIDTH = 16;

const number = (value: number | undefined) =>
  value === undefined ? '-' : Math.round(value).toLocaleString('en');
const cell = (text: string, width = NUMBER_WIDTH) => ` ${toWidth(text, width - 1, 'right')}`;
const heading = (label: string, columns: readonly string[], width: number): ScreenLine => [
  {
    text: toWidth(label.padEnd(LABEL_WIDTH) + columns.map((name) => cell(name)).join(''), width),
    bold: true,
    underline: true,
  },
];

/** Counters of jobs, what they are called, and the tone of growth. */
const JOB_COUNTERS = [
  ['submitted', 'jobs_submitted', undefined],
  ['started', 'jobs_started', 'good'],
  ['completed', 'jobs_completed', undefined],
  ['cancelled', 'jobs_canceled', undefined],
  ['failed', 'jobs_failed', 'bad'],
  ['backfilled', 'bf_backfilled_jobs', undefined],
] as const satisfies readonly (readonly [string, keyof DiagnosticsAnswer, Tone | undefined])[];

/** The figures above the calls: queues, jobs with rates, both schedulers. */
export function figureLines(history: DiagnosticsHistory, width: number, theme: Theme): readonly ScreenLine[] {
  const figures = history.latest?.figures;
  if (!figures) return [];
  return [
    countsLine(figures, width),
    [],
    ...jobLines(history, figures, width, theme),
    [],
    ...cycleLines(history, figures, width, theme),
    ...exitLines(figures, width),
  ];
}

function countsLine(figures: DiagnosticsAnswer, width: number): ScreenLine {
  const counts: [string, number | undefined][] = [
    ['threads', figures.server_thread_count],
    ['agents', figures.agent_count],
    ['agent queue', figures.agent_queue_size],
    ['dbd queue', figures.dbd_agent_queue_size],
    ['pending', figures.jobs_pending],
    ['running', figures.jobs_running],
  ];
  const known = counts.filter(([, value]) => value !== undefined);
  return [{ text: truncate(known.map(([label, value]) => `${label} ${number(value)}`).join('   '), width) }];
}

function jobLines(
  history: DiagnosticsHistory,
  figures: DiagnosticsAnswer,
  width: number,
  theme: Theme,
): readonly ScreenLine[] {
  const columns = ['TOTAL', 'NEW', 'PER MIN'];
  const room = width - LABEL_WIDTH - columns.length * NUMBER_WIDTH - 2;
  const rows = JOB_COUNTERS.map(([label, name, tone]): ScreenLine => {
    const growth = history.growth(name);
    const rate = growth === undefined || !history.seconds ? undefined : (growth / history.seconds) * 60;
    const text =
      label.padEnd(LABEL_WIDTH) + [figures[name], growth, rate].map((value) => cell(number(value))).join('');
    const bars = sparkline(history.growths(name), Math.max(0, room), theme.glyphs.spark);
    return [
      { text, tone: growth ? tone : undefined },
      { text: `  ${bars}`, tone: 'accent' },
    ];
  });
  return [heading('JOBS', columns, width), ...rows];
}

/** Both schedulers: the last, mean and longest cycle, how deep they look, and how long the queue is. */
function cycleLines(
  history: DiagnosticsHistory,
  figures: DiagnosticsAnswer,
  width: number,
  theme: Theme,
): readonly ScreenLine[] {
  const columns = ['LAST', 'MEAN', 'MAX', 'NEW MEAN', 'CYCLES'];
  const wide = ['DEPTH', 'QUEUE'];
  const shown =
    width >= LABEL_WIDTH + (columns.length + wide.length) * NUMBER_WIDTH ? [...columns, ...wide] : columns;
  const room = width - LABEL_WIDTH - shown.length * NUMBER_WIDTH - 2;
  const newMean = (
    sum: 'schedule_cycle_sum' | 'bf_cycle_sum',
    count: 'schedule_cycle_counter' | 'bf_cycle_counter',
  ) => mean(history.growth(sum), history.growth(count));
  const main = {
    LAST: figures.schedule_cycle_last,
    MEAN: mean(figures.schedule_cycle_sum, figures.schedule_cycle_counter),
    MAX: figures.schedule_cycle_max,
    'NEW MEAN': newMean('schedule_cycle_sum', 'schedule_cycle_counter'),
    CYCLES: figures.schedule_cycle_counter,
    DEPTH: mean(figures.schedule_cycle_depth, figures.schedule_cycle_counter),
    QUEUE: figures.schedule_queue_len,
  };
  const backfill: typeof main = {
    LAST: figures.bf_cycle_last,
    MEAN: mean(figures.bf_cycle_sum, figures.bf_cycle_counter),
    MAX: figures.bf_cycle_max,
    'NEW MEAN': newMean('bf_cycle_sum', 'bf_cycle_counter'),
    CYCLES: figures.bf_cycle_counter,
    DEPTH: figures.bf_last_depth,
    QUEUE: figures.bf_queue_len,
  };
  const row = (label: string, values: typeof main, trend: readonly number[]): ScreenLine => {
    const cells = shown.map((name) => cell(number(values[name as keyof typeof main])));
    const bars = room > 0 ? `  ${sparkline(trend, room, theme.glyphs.spark)}` : '';
    return [{ text: label.padEnd(LABEL_WIDTH) + cells.join('') }, { text: bars, tone: 'accent' }];
  };
  return [
    heading('CYCLES (µs)', shown, width),
    row('main', main, history.values('schedule_cycle_last')),
    row(figures.bf_active ? 'backfill, now' : 'backfill', backfill, history.values('bf_cycle_last')),
  ];
}

/** Why cycles ended, where the daemon tells. */
function exitLines(figures: DiagnosticsAnswer, width: number): readonly ScreenLine[] {
  const line = (label: string, reasons: Readonly<Record<string, number>> | undefined): ScreenLine[] => {
    const counted = Object.entries(reasons ?? {}).filter(([, count]) => count > 0);
    if (counted.length === 0) return [];
    const text = `${label}: ${counted.map(([reason, count]) => `${reason} ${number(count)}`).join(', ')}`;
    return [[{ text: truncate(text, width), tone: 'faint' }]];
  };
  return [...line('main ended by', figures.schedule_exit), ...line('backfill ended by', figures.bf_exit)];
}

const RPC_COLUMNS = ['count', 'growth', 'average', 'total'] as const;
const RPC_HEADINGS = { count: 'COUNT', growth: 'NEW', average: 'AVG µs', total: 'TOTAL ms' } as const;

/** A table of calls: heading and as many rows as fit. */
export function rpcLines(
  watch: DiagnosticsWatch,
  table: 'type' | 'user',
  width: number,
  height: number,
): readonly ScreenLine[] {
  const rows = watch.rows(table);
  if (rows.length === 0) return [];
  const nameWidth = Math.max(12, width - RPC_COLUMNS.length * NUMBER_WIDTH);
  const { up, down, ellipsis } = watch.options.theme.glyphs;
  const mark = (name: string) => {
    if (name !== watch.sort) return '';
    return watch.reversed === (name === 'name') ? down : up;
  };
  const top = table === watch.table ? watch.top : 0;
  const title = `CALLS BY ${table === 'type' ? 'TYPE' : 'USER'}${mark('name')}`;
  const headings = RPC_COLUMNS.map((name) => cell(RPC_HEADINGS[name] + mark(name)));
  const line = (row: RpcRow): ScreenLine => [
    { text: toWidth(printable(row.name), nameWidth, 'left', ellipsis) },
    {
      text: [row.count, row.growth, row.average, row.total / 1000]
        .map((value) => cell(number(value)))
        .join(''),
    },
  ];
  return [
    [{ text: toWidth(title, nameWidth) + headings.join(''), bold: true, underline: true }],
    ...rows.slice(top, top + height - 1).map(line),
  ];
}
