import { boolean, string } from '@oclif/core/flags';
import type { HistoryQuery } from '../../client/client.ts';
import { parseArrayTasks } from '../../slurm/array-tasks.ts';
import { SlurmError } from '../../slurm/error.ts';
import { parseMoment } from '../../slurm/moment.ts';
import { type Accounted, accountedId, accountedLines, jobLine } from '../../ui/sacct/accounted-job.ts';
import {
  HISTORY_COLUMNS,
  historyRows,
  rightColumns,
  WIDE_HISTORY_COLUMNS,
} from '../../ui/sacct/history-rows.ts';
import { parseStates } from '../../ui/squeue/selection.ts';
import { alignedLines } from '../../ui/table/aligned-lines.ts';
import { splitList } from '../words.ts';
import type { QueueFlags } from './queue-flags.ts';
import { recordsOf } from './shown.ts';
import type { Subject } from './subjects.ts';

/** sacct's flags about the time, and about what of a job is shown. */
export const historyFlags = {
  starttime: string({
    summary: 'History from this time on; default: midnight, or all time where jobs are named.',
    description: 'As 2026-07-02, 2026-07-02T16:00, 16:00, now-2hours or now-7days.',
    helpValue: 'TIME',
  }),
  endtime: string({ char: 'E', summary: 'History until this time; default: now.', helpValue: 'TIME' }),
  allocations: boolean({ char: 'X', summary: 'History of jobs alone, without their steps.' }),
  duplicates: boolean({
    char: 'D',
    summary: 'History of every start of jobs that were requeued, not the last alone.',
  }),
};

export type HistoryFlags = QueueFlags & {
  readonly starttime?: string | undefined;
  readonly endtime?: string | undefined;
  readonly allocations: boolean;
  readonly duplicates: boolean;
};

/** Jobs of the accounting, as sacct prints them. */
export const history: Subject = async ({ client, names, flags, typed, me }) => {
  const format = ['format', 'Format', 'long', 'start', 'sort', 'array', 'reservation'].find(typed);
  if (format) throw new SlurmError('USAGE', { problem: `History has no --${format}.`, command: 'show' });
  const answer = await client.history(historyQuery(flags, names, typed, me));
  // The API takes a QOS by its number, which nobody knows.
  const qos = typed('qos') && flags.qos !== undefined ? splitList(flags.qos) : undefined;
  const found = recordsOf<Accounted>(answer, 'jobs');
  const jobs = qos ? found.filter((job) => qos.includes(String(job['qos']))) : found;
  const header = { header: !flags['no-header'] };
  const lines = jobs.flatMap(flags.allocations ? (job) => [jobLine(job)] : accountedLines);
  const table = (columns: typeof HISTORY_COLUMNS) => () =>
    alignedLines(historyRows(lines, columns, header), rightColumns(columns));
  return {
    kind: 'jobs',
    answer: { ...answer, jobs },
    table: table(HISTORY_COLUMNS),
    wide: table(WIDE_HISTORY_COLUMNS),
    rows: () => historyRows(lines, WIDE_HISTORY_COLUMNS, header),
    names: () => jobs.map(accountedId),
    failures: [],
  };
};

/** Variables of squeue are about the queue: only what was typed counts. */
function historyQuery(
  flags: HistoryFlags,
  names: readonly string[],
  typed: (flag: string) => boolean,
  me: string,
): HistoryQuery {
  const given = (flag: 'name' | 'partition' | 'account' | 'user' | 'states' | 'jobs') =>
    typed(flag) ? flags[flag] : undefined;
  const ids = [...names, ...splitList(given('jobs') ?? '')].flatMap(stepsOf);
  const states = parseStates(given('states') ?? 'all');
  const midnight = Math.floor(new Date().setHours(0, 0, 0, 0) / 1000);
  const start = flags.starttime === undefined ? undefined : past('starttime', flags.starttime);
  const end = flags.endtime === undefined ? undefined : past('endtime', flags.endtime);
  return {
    step: list(ids),
    state: list(states),
    users: flags.me ? me : given('user'),
    job_name: given('name'),
    partition: given('partition'),
    account: given('account'),
    start_time: String(start ?? (ids.length > 0 ? 1 : midnight)),
    // With states and no end Slurm takes the moment of the start alone.
    end_time: String(end ?? Math.floor(Date.now() / 1000) + 1),
    show_duplicates: flags.duplicates ? 'true' : undefined,
    skip_steps: flags.allocations ? 'true' : undefined,
    disable_truncate_usage_time: 'true',
  };
}

/** All that is remembered of a job. */
export function pastQuery(id: string): HistoryQuery {
  return {
    step: list(stepsOf(id)),
    start_time: '1',
    skip_steps: 'true',
    disable_truncate_usage_time: 'true',
  };
}

const list = (words: readonly string[]) => (words.length > 0 ? words.join(',') : undefined);

/** More than any array has. */
const MAX_TASKS = 4_000_001;

/** An id as the API takes it: it has no word for several tasks of an array. */
function stepsOf(id: string): string[] {
  const [, array, tasks] = /^(\d+)_\[(.*)\]$/.exec(id) ?? [];
  if (array === undefined || tasks === undefined) return [id];
  return parseArrayTasks(tasks, MAX_TASKS).tasks.map((task) => `${array}_${task}`);
}

/** A time that has been: a clock time is today's or, of later ones, yesterday's. UNIX seconds. */
function past(flag: string, text: string): number {
  const now = Math.floor(Date.now() / 1000);
  const ago = /^now-(.+)$/i.exec(text.trim());
  const time = parseMoment(ago ? `now+${ago[1]}` : text);
  if (time === undefined)
    throw new SlurmError('FIELD_INVALID', {
      field: `--${flag}`,
      problem: `"${text}" is not a time such as 2026-07-02, 2026-07-02T16:00, 16:00 or now-2hours`,
    });
  if (ago) return Math.max(1, 2 * now - time);
  const isClock = !/\d{4}|\/|tomorrow|uts|now/i.test(text);
  return isClock && time > now ? time - 86_400 : time;
}
