import { stripVTControlCharacters } from 'node:util';
import { printable } from '../squeue/printable.ts';
import { textWidth, truncate } from '../text-width.ts';
import type { OutputPiece, OutputStream } from './job-source.ts';

/** Lines kept; older ones are dropped, since the file has them. */
const KEPT_LINES = 10_000;

const TAB_STOP = 8;

/** The end of a job's output as it grows. Immutable: {@link appendOutput} makes the next. */
export interface JobOutput {
  readonly stream: OutputStream;
  readonly name: string;
  /** Complete lines, made safe for a terminal. */
  readonly lines: readonly string[];
  /** What follows the last line break. */
  readonly rest: string;
  /** Byte to go on from; undefined before the first piece. */
  readonly next: number | undefined;
  /** Why it cannot be read. */
  readonly problem: string | undefined;
}

export function emptyOutput(stream: OutputStream): JobOutput {
  return { stream, name: '', lines: [], rest: '', next: undefined, problem: undefined };
}

/** The output with a new piece at its end; the same object where nothing came. */
export function appendOutput(output: JobOutput, piece: OutputPiece): JobOutput {
  if (piece.text === '' && piece.next === output.next && !output.problem) return output;
  // The file was truncated or replaced: what is kept belongs to another one.
  const restarted = output.next !== undefined && piece.next < output.next;
  const parts = ((restarted ? '' : output.rest) + piece.text).split('\n');
  const rest = parts.pop() ?? '';
  const lines = [...(restarted ? [] : output.lines), ...parts.map(readable)];
  return {
    stream: output.stream,
    name: piece.name,
    lines: lines.slice(-KEPT_LINES),
    rest,
    next: piece.next,
    problem: undefined,
  };
}

/** A line of a program's output for the screen: no colours, tabs as spaces, the last of overwritten texts. */
function readable(line: string): string {
  const drawn = stripVTControlCharacters(line).replace(/\r+$/, '');
  const overwritten = drawn.slice(drawn.lastIndexOf('\r') + 1);
  const spaced = overwritten.replace(/\t/g, (_tab, at: number) => ' '.repeat(TAB_STOP - (at % TAB_STOP)));
  return printable(spaced);
}

/** The lines of the output for a pane: cut or wrapped at `width`. */
export function outputRows(output: JobOutput, width: number, wrap: boolean): readonly string[] {
  const lines = output.rest === '' ? output.lines : [...output.lines, readable(output.rest)];
  if (!wrap) return lines;
  return lines.flatMap((line) => {
    const rows: string[] = [];
    let rest = line;
    while (textWidth(rest) > width) {
      const row = truncate(rest, width);
      rows.push(row);
      rest = rest.slice(Math.max(1, row.length));
    }
    return [...rows, rest];
  });
}
