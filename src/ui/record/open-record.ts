/**
 * A record of `/slurm/v1` with its open numbers read: `{}` is `undefined`, `"INFINITE"` is `Infinity`.
 * `blank` stands for members the daemon left out.
 */
export function openRecord<Entry extends object>(blank: Partial<Entry>, written: object): Entry {
  const members = Object.entries(written).map(([name, value]) => [name, open(value)]);
  return { ...blank, ...Object.fromEntries(members) };
}

function open(value: unknown): unknown {
  if (value === 'INFINITE') return Number.POSITIVE_INFINITY;
  const empty =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
  return empty ? undefined : value;
}
