const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A job's 64-bit unique id as Slurm writes it: `s` and 13 digits of Crockford's base 32. */
export function formatSluid(word: bigint): string {
  let text = '';
  for (let shift = 60n; shift >= 0n; shift -= 5n) text += DIGITS[Number((word >> shift) & 31n)];
  return `s${text}`;
}
