import { textWidth } from '../text-width.ts';
import { type KeyGroup, keyHints } from './keys.ts';
import type { ScreenLine, Segment } from './line.tsx';
import type { Theme } from './theme.ts';

/** Where the line is too short, help and the way out must still be on it. */
const ESSENTIAL = new Set(['help', 'quit']);

/** The line at the bottom: keys that work in a pane, as many as fit. */
export function hintSegments<Command extends string, Pane extends string>(
  groups: readonly KeyGroup<Command, Pane>[],
  pane: Pane,
  theme: Theme,
  width: number,
): ScreenLine {
  const hints = keyHints(groups, pane, theme.glyphs.ellipsis === '…');
  const first = hints.filter(({ hint }) => ESSENTIAL.has(hint));
  const segments: Segment[] = [];
  let room = width;
  for (const { key, hint } of [...first, ...hints.filter(({ hint }) => !ESSENTIAL.has(hint))]) {
    const length = textWidth(key) + hint.length + (segments.length > 0 ? 3 : 1);
    if (length > room) break;
    if (segments.length > 0) segments.push({ text: '  ' });
    segments.push({ text: key, tone: 'accent', bold: true }, { text: ` ${hint}` });
    room -= length;
  }
  return segments;
}
