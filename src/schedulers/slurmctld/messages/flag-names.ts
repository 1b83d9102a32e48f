/**
 * Names of flag words by bit; `undefined` where no release uses the bit.
 * Source: slurm/slurm.h of Slurm 20.11 to 26.05.
 */
export const JOB_FLAGS: readonly (string | undefined)[] = [
  'KILL_INV_DEP',
  'NO_KILL_INV_DEP',
  'HAS_STATE_DIR',
  'BACKFILL_TEST',
  'GRES_ENFORCE_BIND',
  'TEST_NOW_ONLY',
  'JOB_SEND_ENV',
  'GRACE_PREEMPT',
  'SPREAD_JOB',
  'USE_MIN_NODES',
  'JOB_KILL_HURRY',
  'TRES_STR_CALC',
  'SIB_JOB_FLUSH',
  'HET_JOB_FLAG',
  'JOB_NTASKS_SET',
  'JOB_CPUS_SET',
  'BF_WHOLE_NODE_TEST',
  'TOP_PRIO_TMP',
  'JOB_ACCRUE_OVER',
  'GRES_DISABLE_BIND',
  'JOB_WAS_RUNNING',
  'RESET_ACCRUE_TIME',
  'CRON_JOB',
  'JOB_MEM_SET',
  'JOB_RESIZED',
  'USE_DEFAULT_ACCT',
  'USE_DEFAULT_PART',
  'USE_DEFAULT_QOS',
  'USE_DEFAULT_WCKEY',
  'JOB_DEPENDENT',
  'JOB_MAGNETIC',
  'JOB_PART_ASSIGNED',
  'BACKFILL_SCHED',
  'BACKFILL_LAST',
  'TASKS_CHANGED',
  'JOB_SEND_SCRIPT',
  'RESET_LIC_TASK',
  'RESET_LIC_JOB',
  'GRES_ONE_TASK_PER_SHARING',
  'GRES_MULT_TASKS_PER_SHARING',
  'GRES_ALLOW_TASK_SHARING',
  'STEPMGR_ENABLED',
  'HETJOB_PURGE',
  'SPREAD_SEGMENTS',
  'CONSOLIDATE_SEGMENTS',
  'EXPEDITED_REQUEUE',
  'NEED_MORE_FEATURES',
  'JOB_IMPLICIT_MAX_NODES',
];

/** From bit 4 up; the low bits are the base state. */
export const NODE_FLAGS: readonly (string | undefined)[] = [
  undefined,
  undefined,
  undefined,
  undefined,
  'EXTERNAL',
  'RESERVED',
  'UNDRAIN',
  'CLOUD',
  'RESUME',
  'DRAIN',
  'COMPLETING',
  'NOT_RESPONDING',
  'POWERED_DOWN',
  'FAIL',
  'POWERING_UP',
  'MAINTENANCE',
  'REBOOT_REQUESTED',
  'REBOOT_CANCELED',
  'POWERING_DOWN',
  'DYNAMIC_FUTURE',
  'REBOOT_ISSUED',
  'PLANNED',
  'INVALID_REG',
  'POWER_DOWN',
  'POWER_UP',
  'POWER_DRAIN',
  'DYNAMIC_NORM',
  'BLOCKED',
];

export const PARTITION_FLAGS: readonly (string | undefined)[] = [
  'DEFAULT',
  'HIDDEN',
  'NO_ROOT',
  'ROOT_ONLY',
  'REQ_RESV',
  'LLN',
  'EXCLUSIVE_USER',
  'PDOI',
  ...new Array<undefined>(8).fill(undefined),
  'EXCLUSIVE_TOPO',
];

/** The same with those that take a flag away. */
export const PARTITION_FLAG_CHANGES: readonly (string | undefined)[] = [
  ...PARTITION_FLAGS.slice(0, 8),
  'DEFAULT_CLEAR',
  'HIDDEN_CLEAR',
  'NO_ROOT_CLEAR',
  'ROOT_ONLY_CLEAR',
  'REQ_RESV_CLEAR',
  'LLN_CLEAR',
  'EXC_USER_CLEAR',
  'PDOI_CLEAR',
  'EXCLUSIVE_TOPO',
  'EXC_TOPO_CLEAR',
];

export const RESERVATION_FLAGS: readonly (string | undefined)[] = [
  'MAINT',
  'NO_MAINT',
  'DAILY',
  'NO_DAILY',
  'WEEKLY',
  'NO_WEEKLY',
  'IGNORE_JOBS',
  'NO_IGNORE_JOBS',
  'ANY_NODES',
  'NO_ANY_NODES',
  'STATIC',
  'NO_STATIC',
  'PART_NODES',
  'NO_PART_NODES',
  'OVERLAP',
  'SPEC_NODES',
  'FIRST_CORES',
  'TIME_FLOAT',
  'REPLACE',
  'ALL_NODES',
  'PURGE_COMP',
  'WEEKDAY',
  'NO_WEEKDAY',
  'WEEKEND',
  'NO_WEEKEND',
  'FLEX',
  'NO_FLEX',
  'DURATION_PLUS',
  'DURATION_MINUS',
  'NO_HOLD_JOBS_AFTER_END',
  'REPLACE_DOWN',
  'NO_PURGE_COMP',
  'MAGNETIC',
  'NO_MAGNETIC',
  'SKIP',
  'HOURLY',
  'NO_HOURLY',
  'GRES_REQ',
  'TRES_PER_NODE',
  'USER_DELETE',
  'NO_USER_DELETE',
  'SCHED_FAILED',
  'FORCE_START',
];

/** Names of the set bits; equal words give the same array. */
export function flagNamer(
  names: readonly (string | undefined)[],
): (word: number | bigint) => readonly string[] {
  const known = new Map<number | bigint, readonly string[]>();
  return (word) => {
    const cached = known.get(word);
    if (cached) return cached;
    const bits = BigInt(word);
    const found = Object.freeze(
      names.filter((name, bit) => name !== undefined && ((bits >> BigInt(bit)) & 1n) === 1n) as string[],
    );
    // A hostile controller could send a new word in every record.
    if (known.size < 4096) known.set(word, found);
    return found;
  };
}

/** The word in which these flags are set; names that are none count for nothing. */
export function flagBits(names: readonly (string | undefined)[], set: Iterable<string>): bigint {
  let word = 0n;
  for (const name of set) {
    const bit = names.indexOf(name);
    if (bit >= 0) word |= 1n << BigInt(bit);
  }
  return word;
}
