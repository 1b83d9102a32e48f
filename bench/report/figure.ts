/** What a figure counts; how it is written is up to the document. */
export type Unit = '/s' | 'ms' | 's' | 'MiB' | 'kB' | '×' | '%' | '';

/** One quantity as it was measured in each of several rounds. */
export interface Figure {
  readonly unit: Unit;
  /** At least one; in the order they were measured. */
  readonly rounds: readonly number[];
}

/** @param values one of each round */
export function figure(unit: Unit, ...values: number[]): Figure {
  return { unit, rounds: values.map(round) };
}

/** The figure of `left / right`, round by round: what was measured side by side is compared side by side. */
export function ratio(left: Figure, right: Figure, unit: '×' | '%' = '×'): Figure {
  const scale = unit === '%' ? 100 : 1;
  return figure(unit, ...left.rounds.map((value, at) => (scale * value) / right.rounds[at]!));
}

/** The middle of the rounds; of an even number of them the mean of the two in the middle. */
export function median({ rounds }: Figure): number {
  const sorted = rounds.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Median and spread, as in `12,300/s (11,900–12,800)`. */
export function formatFigure(of: Figure): string {
  const { unit, rounds } = of;
  const middle = withUnit(median(of), unit);
  if (rounds.length === 1) return middle;
  return `${middle} (${formatNumber(Math.min(...rounds))}–${formatNumber(Math.max(...rounds))})`;
}

/** Three digits that count, with commas between thousands. */
export function formatNumber(value: number): string {
  return round(value).toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** To three digits that count: no measurement of a machine at work has more. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** A number with its unit, as in `3 MiB` or `5×`. */
export function withUnit(value: number, unit: Unit): string {
  const between = ['ms', 's', 'MiB', 'kB'].includes(unit) ? ' ' : '';
  return `${formatNumber(value)}${between}${unit}`;
}
