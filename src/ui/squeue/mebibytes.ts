/** Mebibytes as Slurm shortens them: as long as nothing finer than half a unit is lost. */
export function formatMebibytes(mib: number): string {
  const units = 'MGTP';
  let value = mib;
  let unit = 0;
  while (value >= 1024 && value % 512 === 0 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  if (value === 0) return '0';
  return `${Number.isInteger(value) ? value : value.toFixed(2)}${units[unit]}`;
}
