import type { IBufferCell } from '@xterm/headless';
import type { TestTerminal } from './terminal.ts';

/** The colours a picture is drawn with. */
interface Palette {
  readonly background: string;
  readonly foreground: string;
  /** The terminal's sixteen, normal then bright. */
  readonly colors: readonly string[];
}

/** VS Code's terminal colours, dark and light. */
export const PALETTES = {
  dark: {
    background: '#1e1e1e',
    foreground: '#d4d4d4',
    colors: [
      ...['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5'],
      ...['#767676', '#f14c4c', '#23d18b', '#f5f543', '#3b8eea', '#d670d6', '#29b8db', '#ffffff'],
    ],
  },
  light: {
    background: '#ffffff',
    foreground: '#333333',
    colors: [
      ...['#000000', '#cd3131', '#00bc00', '#949800', '#0451a5', '#bc05bc', '#0598bc', '#555555'],
      ...['#666666', '#cd3131', '#14ce14', '#b5ba00', '#0451a5', '#bc05bc', '#0598bc', '#a5a5a5'],
    ],
  },
} as const satisfies Record<string, Palette>;

const CELL = { width: 8.4, height: 18, baseline: 13 };
const MARGIN = 12;

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const round = (value: number) => Math.round(value * 10) / 10;

/** Colour number `index` of the 256: the sixteen, the cube, the greys. */
function colorOf(index: number, palette: Palette): string {
  if (index < 16) return palette.colors[index]!;
  const hex = (...parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  if (index >= 232) return hex(...Array.from({ length: 3 }, () => 8 + (index - 232) * 10));
  const cube = index - 16;
  return hex(
    ...[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => (step ? 55 + step * 40 : 0)),
  );
}

interface Look {
  readonly ink: string;
  readonly paper: string | undefined;
  readonly bold: boolean;
  readonly underline: boolean;
}

function lookOf(cell: IBufferCell, palette: Palette): Look {
  const ink = cell.isFgPalette() ? colorOf(cell.getFgColor(), palette) : palette.foreground;
  const paper = cell.isBgPalette() ? colorOf(cell.getBgColor(), palette) : undefined;
  const inverse = cell.isInverse() !== 0;
  return {
    ink: inverse ? (paper ?? palette.background) : ink,
    paper: inverse ? ink : paper,
    bold: cell.isBold() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

const same = (a: Look, b: Look) =>
  a.ink === b.ink && a.paper === b.paper && a.bold === b.bold && a.underline === b.underline;

/** A picture of the screen as SVG; the same screen gives the same bytes. */
export function picture(terminal: TestTerminal, palette: Palette): string {
  const rows = terminal.cells();
  const width = round(rows[0]!.length * CELL.width + 2 * MARGIN);
  const height = rows.length * CELL.height + 2 * MARGIN;
  const body = rows.flatMap((row, line) => runsOf(row, palette).flatMap((run) => draw(run, line)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    `<rect width="100%" height="100%" rx="6" fill="${palette.background}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

interface Run {
  readonly column: number;
  text: string;
  width: number;
  readonly look: Look;
}

/** Neighbouring cells that look the same. */
function runsOf(row: readonly IBufferCell[], palette: Palette): readonly Run[] {
  const runs: Run[] = [];
  for (const [column, cell] of row.entries()) {
    if (cell.getWidth() === 0) continue;
    const look = lookOf(cell, palette);
    const text = cell.getChars() || ' ';
    const last = runs.at(-1);
    if (last && same(last.look, look)) {
      last.text += text;
      last.width += cell.getWidth();
    } else runs.push({ column, text, width: cell.getWidth(), look });
  }
  return runs;
}

function draw({ column, text, width, look }: Run, line: number): readonly string[] {
  const x = round(MARGIN + column * CELL.width);
  const y = MARGIN + line * CELL.height;
  const length = round(width * CELL.width);
  const shapes: string[] = [];
  if (look.paper)
    shapes.push(`<rect x="${x}" y="${y}" width="${length}" height="${CELL.height}" fill="${look.paper}"/>`);
  if (look.underline) {
    const at = y + CELL.baseline + 2.5;
    shapes.push(`<path d="M${x} ${at}h${length}" stroke="${look.ink}" stroke-width="1"/>`);
  }
  if (text.trim() !== '') {
    const weight = look.bold ? ' font-weight="bold"' : '';
    shapes.push(
      `<text x="${x}" y="${y + CELL.baseline}" textLength="${length}" fill="${look.ink}"${weight} xml:space="preserve">${escaped(text)}</text>`,
    );
  }
  return shapes;
}
