import type { IBufferCell } from '@xterm/headless';
import type { TestTerminal } from './terminal.ts';

const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'gray'];

/**
 * How the screen looks besides its characters: `12-14: 1-2 bold cyan, 39 green` for lines and columns from 1 on, equal
 * lines together. What looks as the terminal itself is left out.
 */
export function styles(terminal: TestTerminal): string {
  const lines = terminal.cells().map((cells) =>
    runs(cells.map(styleOf))
      .map(({ range, look }) => `${range} ${look}`)
      .join(', '),
  );
  return runs(lines)
    .map(({ range, look }) => `${range}: ${look}`)
    .join('\n');
}

/** Neighbours that look the same, and where they are: `3` or `3-5`. */
function runs(looks: readonly string[]): readonly { readonly range: string; readonly look: string }[] {
  const starts = looks.flatMap((look, at) => (look === looks[at - 1] ? [] : [at]));
  return starts
    .map((first, at) => {
      const [from, to] = [first + 1, starts[at + 1] ?? looks.length];
      return { range: from === to ? String(from) : `${from}-${to}`, look: looks[first]! };
    })
    .filter(({ look }) => look !== '');
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
