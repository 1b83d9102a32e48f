/**
 * Values as a row of bars, the newest on the right, scaled to the highest of them.
 * @param levels characters from low to high
 */
export function sparkline(values: readonly number[], width: number, levels: string): string {
  const shown = values.slice(-width);
  const highest = Math.max(...shown, 0);
  const steps = [...levels];
  const bars = shown.map((value) => {
    if (highest === 0) return steps[0]!;
    return steps[Math.min(steps.length - 1, Math.floor((Math.max(0, value) / highest) * steps.length))]!;
  });
  return bars.join('').padStart(width);
}
