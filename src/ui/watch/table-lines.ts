import type { CellContext, Column } from '../squeue/column.ts';
import { printable } from '../squeue/printable.ts';
import { stateName, type V1Job } from '../squeue/v1-job.ts';
import { textWidth, toWidth } from '../text-width.ts';
import type { JobWatch } from './job-watch.ts';
import type { ScreenLine, Segment } from './line.tsx';
import { stateTone, type Theme } from './theme.ts';
import { isRight, layoutColumns, type ShownColumn, widestOf } from './watch-columns.ts';

/** Columns of the terminal before the first cell: `>` selected, `*` marked. */
const GUTTER = 2;

/** Columns whose colour tells the state. */
const STATE_COLUMNS = new Set(['StateCompact', 'State']);

/** The widths cells have asked for so far; they only grow, so that columns do not jump while one scrolls. */
export type WidthMemory = Map<string, number>;

/** The heading and the visible rows of the table of jobs, `height` lines in all. */
export function tableLines(
  watch: JobWatch,
  width: number,
  height: number,
  memory: WidthMemory,
): readonly ScreenLine[] {
  const { theme } = watch.options;
  const { context } = watch;
  const room = Math.max(1, height - 1);
  const top = watch.scroll('table', watch.cursor, room, watch.view.length);
  const visible = watch.view.rows(top, top + room);
  const texts = visible.map((job) => cellTexts(job, watch.columns.shown, context));
  const shown = layoutColumns(
    watch.columns.shown,
    (column) => wanted(column, watch, texts, memory),
    width - GUTTER,
  );
  const lines = visible.map((job, index) => {
    const selected = top + index === watch.cursor;
    const gutter = `${selected ? '>' : ' '}${watch.marked.has(job.job_id) ? '*' : ' '}`;
    return rowLine(gutter, job, texts[index]!, watch.columns.shown, shown, selected, theme, width);
  });
  return [headingLine(watch, shown, width), ...lines];
}

function cellTexts(job: V1Job, columns: readonly Column[], context: CellContext): readonly string[] {
  return columns.map((column) => printable(column.text(job, context)));
}

/** What a column would like: its heading, or the widest cell seen, up to its limit. */
function wanted(
  column: Column,
  watch: JobWatch,
  texts: readonly (readonly string[])[],
  memory: WidthMemory,
): number {
  const place = watch.columns.shown.indexOf(column);
  const arrow = watch.view.sort[0]?.column === column ? 1 : 0;
  let width = Math.max(memory.get(column.name) ?? 0, column.header.length + arrow);
  for (const row of texts) width = Math.max(width, textWidth(row[place]!));
  width = Math.min(width, widestOf(column) + arrow);
  memory.set(column.name, width);
  return width;
}

function headingLine(watch: JobWatch, shown: readonly ShownColumn[], width: number): ScreenLine {
  const { glyphs } = watch.options.theme;
  const [sort] = watch.view.sort;
  const cells = shown.map(({ column, width: columnWidth }) => {
    const arrow = sort?.column === column ? (sort.descending ? glyphs.down : glyphs.up) : '';
    const name = fitted(column.header, column, Math.max(1, columnWidth - arrow.length), glyphs.ellipsis);
    return isRight(column) ? name + arrow : toWidth(name.trimEnd() + arrow, columnWidth);
  });
  return [{ text: toWidth(`${' '.repeat(GUTTER)}${cells.join(' ')}`, width), bold: true, underline: true }];
}

function fitted(text: string, column: Column, width: number, ellipsis: string): string {
  return toWidth(text, width, isRight(column) ? 'right' : 'left', ellipsis);
}

function rowLine(
  gutter: string,
  job: V1Job,
  texts: readonly string[],
  columns: readonly Column[],
  shown: readonly ShownColumn[],
  selected: boolean,
  theme: Theme,
  width: number,
): ScreenLine {
  const cells = shown.map(({ column, width: columnWidth }) =>
    fitted(texts[columns.indexOf(column)]!, column, columnWidth, theme.glyphs.ellipsis),
  );
  const tone = stateTone(stateName(job));
  // Inverse and a colour together are hard to read: the selected row has the colour of none.
  if (selected) return [{ text: toWidth(`${gutter}${cells.join(' ')}`, width), inverse: true }];
  const segments: Segment[] = [];
  let text = gutter;
  for (const [index, { column }] of shown.entries()) {
    const space = index < shown.length - 1 ? ' ' : '';
    if (tone && STATE_COLUMNS.has(column.name)) {
      segments.push({ text }, { text: cells[index]!, tone });
      text = space;
    } else text += cells[index] + space;
  }
  if (text.trimEnd() !== '') segments.push({ text: text.trimEnd() });
  return segments;
}
