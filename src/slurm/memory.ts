const UNIT_MIB: Readonly<Record<string, number>> = { K: 1 / 1024, M: 1, G: 1024, T: 1024 ** 2, P: 1024 ** 3 };

/**
 * MiB, in the form of sbatch(1) `--mem`: a number with K, M, G, T or P (a B may follow), M when none is given.
 * A begun MiB counts full. `undefined` when the text is not of this form.
 */
export function parseMemory(text: string): number | undefined {
  const match = /^(\d+)\s*(?:([kmgtp])b?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const mib = Math.ceil(Number(match[1]) * UNIT_MIB[(match[2] ?? 'M').toUpperCase()]!);
  return Number.isSafeInteger(mib) ? mib : undefined;
}
