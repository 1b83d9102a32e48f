/** MAIL_JOB_* of slurm.h by the names of sbatch(1) `--mail-type`. */
const BITS: Readonly<Record<string, number>> = {
  BEGIN: 0x1,
  END: 0x2,
  FAIL: 0x4,
  REQUEUE: 0x8,
  TIME_LIMIT: 0x10,
  TIME_LIMIT_90: 0x20,
  TIME_LIMIT_80: 0x40,
  TIME_LIMIT_50: 0x80,
  STAGE_OUT: 0x100,
  ARRAY_TASKS: 0x200,
  INVALID_DEPEND: 0x400,
  ALL: 0x1 | 0x2 | 0x4 | 0x8 | 0x100 | 0x400,
};

export function mailBits(types: readonly string[]): number {
  return types.reduce((bits, type) => bits | (BITS[type.toUpperCase()] ?? 0), 0);
}
