import { printable } from '../squeue/printable.ts';

type Value = string | number | boolean;

/**
 * Records as scontrol(1) prints them: `Key=value` pairs, the first line flush, the others indented; or, with
 * `oneLine`, all on one. Each inner list is one line; an empty text is `(null)`.
 */
export function recordText(
  lines: readonly (readonly (readonly [key: string, value: Value])[])[],
  oneLine: boolean,
): string {
  const texts = lines
    .filter((pairs) => pairs.length > 0)
    .map((pairs) => pairs.map(([key, value]) => `${key}=${valueText(value)}`).join(' '));
  return `${texts.join(oneLine ? ' ' : '\n   ')}\n`;
}

function valueText(value: Value): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === '' ? '(null)' : printable(String(value));
}
