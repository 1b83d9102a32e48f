import { textWidth, toWidth } from '../text-width.ts';

/**
 * Rows as lines of aligned columns with a blank between them, each as wide as its widest cell. Takes linear time,
 * so it does for the longest of lists.
 * @param right columns that are aligned to the right, by index
 */
export function alignedLines(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, textWidth(cell));
  return rows.map((row) =>
    row
      .map((cell, column) => toWidth(cell, widths[column]!, right.includes(column) ? 'right' : 'left'))
      .join(' ')
      .trimEnd(),
  );
}
