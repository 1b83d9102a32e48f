import { textWidth } from '../text-width.ts';
import type { ScreenLine } from './line.tsx';

/** The lines with empty ones below them, `height` in all. */
export function filled(lines: readonly ScreenLine[], height: number): readonly ScreenLine[] {
  return Array.from({ length: height }, (_, row) => lines[row] ?? []);
}

/** Two blocks of lines side by side, the right one from column `from` on. */
export function besides(
  left: readonly ScreenLine[],
  from: number,
  right: readonly ScreenLine[],
): readonly ScreenLine[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const [before = [], after = []] = [left[row], right[row]];
    if (after.length === 0) return before;
    const width = before.reduce((sum, { text }) => sum + textWidth(text), 0);
    return [...before, { text: ' '.repeat(Math.max(0, from - width)) }, ...after];
  });
}
