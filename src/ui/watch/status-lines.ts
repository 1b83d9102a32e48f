import { JOB_STATE_CODES } from '../../slurm/job-state.ts';
import { jobIdText } from '../squeue/v1-job.ts';
import { textWidth, truncate } from '../text-width.ts';
import { freshness, staleLine } from './freshness.ts';
import { hintSegments } from './hint-line.ts';
import { ACTIONS, count } from './job-actions.ts';
import { JOB_KEYS } from './job-keys.ts';
import type { JobWatch, Question } from './job-watch.ts';
import type { ScreenLine, Segment } from './line.tsx';
import { stateTone, type Theme } from './theme.ts';

const number = (value: number) => value.toLocaleString('en');

/** What the view is about on the left, how fresh it is on the right. */
export function titleLine(watch: JobWatch, width: number): ScreenLine {
  const { theme } = watch.options;
  const { length, total, counts, sort } = watch.view;
  const shown = length === total ? count(total) : `${number(length)} of ${count(total)}`;
  const right = freshness(watch.poller.state, watch.now);
  const segments: Segment[] = [{ text: watch.source.title, bold: true }, { text: `  ${shown}` }];
  if (watch.marked.size > 0) segments.push({ text: `  ${number(watch.marked.size)} marked`, tone: 'accent' });
  if (watch.filterText) segments.push({ text: `  /${watch.filterText}`, tone: 'accent' });
  const states = [...counts].sort(([, a], [, b]) => b - a);
  for (const [state, jobsIn] of states) {
    const code = (JOB_STATE_CODES as Readonly<Record<string, string>>)[state] ?? state;
    segments.push({ text: `  ${code} ${number(jobsIn)}`, tone: stateTone(state) });
  }
  if (sort.length > 0) {
    const criteria = sort.map(
      ({ column, descending }) => `${descending ? '-' : ''}${column.header.toLowerCase()}`,
    );
    segments.push({ text: `  by ${criteria.join(', ')}`, tone: 'faint' });
  }
  return justified(segments, right, width, theme);
}

/** As many of the left segments as fit before the text on the right. */
function justified(left: readonly Segment[], right: string, width: number, theme: Theme): ScreenLine {
  const kept: Segment[] = [];
  let room = width - textWidth(right) - 1;
  for (const segment of left) {
    const text = truncate(segment.text, room, theme.glyphs.ellipsis);
    if (text !== segment.text && room < 4) break;
    kept.push({ ...segment, text });
    room -= textWidth(text);
    if (text !== segment.text) break;
  }
  return [...kept, { text: ' '.repeat(Math.max(1, room + 1)) }, { text: right, tone: 'faint' }];
}

/** The line for questions, outcomes and trouble, in this order of urgency. */
export function statusLine(watch: JobWatch, width: number): ScreenLine {
  const { theme } = watch.options;
  const { question, message, filterProblem } = watch;
  if (question) return questionLine(question, filterProblem, width, theme);
  const stale = staleLine(watch.poller.state, watch.now, width);
  if (message) return [{ text: truncate(message.text, width), tone: message.failed ? 'bad' : 'accent' }];
  if (stale) return stale;
  const { length, total } = watch.view;
  if (!watch.poller.state.data) return [{ text: `Asking${theme.glyphs.ellipsis}`, tone: 'faint' }];
  if (length === 0) {
    const empty = total === 0 ? 'No jobs.' : 'No job passes the filter. Esc drops it.';
    return [{ text: empty, tone: 'faint' }];
  }
  return [{ text: `${number(watch.cursor + 1)}/${number(length)}`, tone: 'faint' }];
}

function questionLine(
  question: Question,
  problem: string | undefined,
  width: number,
  theme: Theme,
): ScreenLine {
  if (question.kind === 'filter') {
    const trouble = problem ? `  ${problem}` : '';
    const typed = `/${question.text}`;
    const line: Segment[] = [
      { text: truncate(typed, width - 1), bold: true },
      { text: ' ', inverse: true },
    ];
    if (trouble)
      line.push({ text: truncate(trouble, Math.max(0, width - textWidth(typed) - 1)), tone: 'bad' });
    return line;
  }
  const { action, jobs } = question;
  const ids = jobs.slice(0, 8).map((job) => jobIdText(job, 24));
  const more = jobs.length > ids.length ? `, ${theme.glyphs.ellipsis}` : '';
  const answer = ' y or Enter: yes, any other key: no ';
  const text = truncate(
    `${ACTIONS[action].ask} ${count(jobs.length)} (${ids.join(', ')}${more})?`,
    width - answer.length,
  );
  return [{ text, tone: 'bad', bold: true }, { text: answer }];
}

/** Keys that work here. */
export function hintLine(watch: JobWatch, width: number): ScreenLine {
  return hintSegments(JOB_KEYS, watch.pane, watch.options.theme, width);
}
