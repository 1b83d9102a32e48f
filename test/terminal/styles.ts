import type { IBufferCell } from '@xterm/headless';
import type { TestTerminal } from './terminal.ts';

const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'gray'];

/**
 * How the screen looks besides its characters: `12-14: 1-2 bold cyan, 39 green` for lines and columns from 1 on, equal
 * lines together. What looks as the terminal itself is left out.
 */
export function styles(terminal: TestTerminal): string {
  const groups: { first: number; last: number; readonly look: string }[] = [];
  for (const [row, cells] of terminal.cells().entries()) {
    const look = lineStyles(cells);
    const group = groups.at(-1);
    if (group?.look === look) group.last = row + 1;
    else groups.push({ first: row + 1, last: row + 1, look });
  }
  return groups
    .filter(({ look }) => look !== '')
    .map(({ first, last, look }) => `${range(first, last)}: ${look}`)
    .join('\n');
}

function lineStyles(cells: readonly IBufferCell[]): string {
  const runs: { readonly first: number; last: number; readonly look: string }[] = [];
  for (const [column, cell] of cells.entries()) {
    const look = styleOf(cell);
    const run = runs.at(-1);
    if (run?.look === look) run.last = column + 1;
    else runs.push({ first: column + 1, last: column + 1, look });
  }
  return runs
    .filter(({ look }) => look !== '')
    .map(({ first, last, look }) => `${range(first, last)} ${look}`)
    .join(', ');
}

function styleOf(cell: IBufferCell): string {
  return [
    cell.isBold() && 'bold',
    cell.isDim() && 'dim',
    cell.isItalic() && 'italic',
    cell.isUnderline() && 'underline',
    cell.isInverse() && 'inverse',
    !cell.isFgDefault() && colorName(cell.getFgColor()),
    !cell.isBgDefault() && `on ${colorName(cell.getBgColor())}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** A color of the terminal by its name; of the 256 beyond, by its number. */
function colorName(index: number): string {
  return COLORS[index] ?? String(index);
}

function range(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}
