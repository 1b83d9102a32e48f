/** Generic resources of one kind: `gpu:tesla:2`. */
export interface Gres {
  readonly name: string;
  /** `''` where the kind has no types. */
  readonly type: string;
  readonly count: number;
}

const SUFFIX: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };
const ITEM = /^(?:gres[:/])?([A-Za-z_][\w.+-]*)(?:[:/]([A-Za-z_][\w.+-]*))?(?:[:=](\d+)([KMGT]?))?$/i;

/**
 * Reads a list such as `gpu:2,fpga`, `gres/gpu:tesla=1` or `gpu:tesla:2(S:0-1)`: slurm.conf(5) `Gres`,
 * sbatch(1) `--gres` and `--gpus-per-node`. `undefined` where it is not one.
 */
export function parseGres(text: string): Gres[] | undefined {
  const found: Gres[] = [];
  for (const part of text.split(',')) {
    const item = part.replace(/\(.*\)$/, '').trim();
    if (item === '' || /^(?:none|\(null\))$/i.test(item)) continue;
    const match = ITEM.exec(item);
    if (!match) return undefined;
    const [, name = '', type = '', count = '1', suffix = ''] = match;
    found.push({ name, type, count: Number(count) * SUFFIX[suffix.toUpperCase()]! });
  }
  return found;
}

/** `gpu:tesla:2,fpga:1`. */
export function formatGres(gres: readonly Gres[]): string {
  return gres.map(({ name, type, count }) => `${name}${type && `:${type}`}:${count}`).join(',');
}

/** What counts of a kind are kept under: `gpu` or `gpu:tesla`. */
export function gresKey({ name, type }: Gres): string {
  return type === '' ? name : `${name}:${type}`;
}
