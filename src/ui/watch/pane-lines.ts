import { jobIdText, stateCode, stateName, type V1Job } from '../squeue/v1-job.ts';
import { toWidth, truncate } from '../text-width.ts';
import type { JobWatch } from './job-watch.ts';
import type { ScreenLine } from './line.tsx';
import { stateTone } from './theme.ts';

const title = (text: string, width: number): ScreenLine => [
  { text: toWidth(text, width), bold: true, underline: true },
];

/** The part of `lines` that is in sight from `top`. */
function inSight<Item>(lines: readonly Item[], top: number, height: number): readonly Item[] {
  return lines.slice(top, top + height);
}

/** Everything about the selected job. */
export function detailPane(watch: JobWatch, width: number, height: number): readonly ScreenLine[] {
  const job = watch.selected;
  if (!job) return [title('No job selected', width)];
  const lines = watch.detail;
  const labels = Math.max(...lines.map(({ label }) => label?.length ?? 0));
  const shown = inSight(lines, watch.tops.detail, height - 1).map(({ heading, label, value }): ScreenLine => {
    if (heading) return [{ text: heading, bold: true, tone: 'accent' }];
    if (!label) return [];
    const room = width - labels - 4;
    return [
      { text: `  ${label.padEnd(labels)}  `, tone: 'faint' },
      { text: truncate(value ?? '', room, watch.options.theme.glyphs.ellipsis) },
    ];
  });
  return [title(`Job ${jobIdText(job)}`, width), ...shown];
}

/** The end of a job's output. */
export function outputPane(watch: JobWatch, width: number, height: number): readonly ScreenLine[] {
  const { output } = watch.tail;
  watch.outputWidth = width;
  const lines = watch.outputLines;
  const room = height - 1;
  if (watch.following) watch.tops.output = Math.max(0, lines.length - room);
  const manner = [watch.following ? 'following' : 'not following', ...(watch.wrap ? ['wrapped'] : [])].join(
    ', ',
  );
  const heading = title(`${output.stream} ${output.name} (${manner})`, width);
  if (output.problem) return [heading, [{ text: truncate(output.problem, width), tone: 'bad' }]];
  if (lines.length === 0) return [heading, [{ text: 'Nothing written yet.', tone: 'faint' }]];
  const shown = inSight(lines, watch.tops.output, room);
  return [
    heading,
    ...shown.map((line): ScreenLine => (line === '' ? [] : [{ text: truncate(line, width) }])),
  ];
}

/** The array or het job of the selected job, and the jobs around it. */
export function treePane(watch: JobWatch, width: number, height: number): readonly ScreenLine[] {
  const lines = watch.tree;
  const room = height - 1;
  const top = watch.scroll('tree', watch.treeCursor, room, lines.length);
  const shown = inSight(lines, top, room).map((line, index): ScreenLine => {
    const selected = top + index === watch.treeCursor;
    const mark = line.job && watch.marked.has(line.job.job_id) ? '*' : ' ';
    const text = truncate(
      `${selected ? '>' : ' '}${mark}${line.text}`,
      width,
      watch.options.theme.glyphs.ellipsis,
    );
    return selected ? [{ text: toWidth(text, width), inverse: true }] : treeLine(text, line.job);
  });
  return [title('Array, het job and dependencies', width), ...shown];
}

/** A line of the tree with the state of its job in the colour of that, and headings as in the detail pane. */
function treeLine(text: string, job: V1Job | undefined): ScreenLine {
  if (!job) return /^ *[A-Z].*[^.]$/.test(text) ? [{ text, bold: true, tone: 'accent' }] : [{ text }];
  const code = ` ${stateCode(job)} `;
  const at = text.indexOf(code, text.indexOf(jobIdText(job)));
  if (at < 0) return [{ text }];
  const end = at + code.length;
  return [
    { text: text.slice(0, at) },
    { text: text.slice(at, end), tone: stateTone(stateName(job)) },
    { text: text.slice(end) },
  ];
}

/** Which columns are shown, in their order. */
export function columnsPane(watch: JobWatch, width: number, height: number): readonly ScreenLine[] {
  const choice = watch.columns.all;
  const room = height - 1;
  const top = watch.scroll('columns', watch.columns.cursor, room, choice.length);
  const shown = inSight(choice, top, room).map((column, index): ScreenLine => {
    const selected = top + index === watch.columns.cursor;
    const box = watch.columns.shown.includes(column) ? '[x]' : '[ ]';
    const text = toWidth(`${selected ? '>' : ' '} ${box} ${column.name.padEnd(18)} ${column.header}`, width);
    return [selected ? { text, inverse: true } : { text: text.trimEnd() }];
  });
  return [title('Columns', width), ...shown];
}

/** All keys, from the table they work by. */
export function helpPane(watch: JobWatch, width: number, height: number): readonly ScreenLine[] {
  const shown = inSight(watch.help, watch.tops.help, height - 1).map((line): ScreenLine => {
    if (line === '') return [];
    return [
      { text: truncate(line, width), ...(!line.startsWith(' ') && { bold: true, tone: 'accent' as const }) },
    ];
  });
  return [title('Keys', width), ...shown];
}
