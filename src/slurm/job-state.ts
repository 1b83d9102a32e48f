/**
 * Job states, their flags and squeue's two-letter codes.
 * Source: squeue(1) "JOB STATE CODES"; numbers from `job_states` in Slurm's API.
 */

/** Base states in the order of their numbers (0 = PENDING … 11 = OUT_OF_MEMORY). */
export const JOB_STATES = [
  'PENDING',
  'RUNNING',
  'SUSPENDED',
  'COMPLETED',
  'CANCELLED',
  'FAILED',
  'TIMEOUT',
  'NODE_FAIL',
  'PREEMPTED',
  'BOOT_FAIL',
  'DEADLINE',
  'OUT_OF_MEMORY',
] as const;

export type JobState = (typeof JOB_STATES)[number];

/** Flags a state can carry, by bit; holes are bits no release uses. */
export const JOB_STATE_FLAGS = {
  LAUNCH_FAILED: 8,
  UPDATE_DB: 9,
  REQUEUED: 10,
  REQUEUE_HOLD: 11,
  SPECIAL_EXIT: 12,
  RESIZING: 13,
  CONFIGURING: 14,
  COMPLETING: 15,
  STOPPED: 16,
  RECONFIG_FAIL: 17,
  POWER_UP_NODE: 18,
  REVOKED: 19,
  REQUEUE_FED: 20,
  RESV_DEL_HOLD: 21,
  SIGNALING: 22,
  STAGE_OUT: 23,
  EXPEDITING: 24,
} as const;

export type JobStateFlag = keyof typeof JOB_STATE_FLAGS;

/** squeue's ST column: the two-letter code of every state name squeue can print. */
export const JOB_STATE_CODES: Readonly<Record<JobState | JobStateFlag, string>> = {
  PENDING: 'PD',
  RUNNING: 'R',
  SUSPENDED: 'S',
  COMPLETED: 'CD',
  CANCELLED: 'CA',
  FAILED: 'F',
  TIMEOUT: 'TO',
  NODE_FAIL: 'NF',
  PREEMPTED: 'PR',
  BOOT_FAIL: 'BF',
  DEADLINE: 'DL',
  OUT_OF_MEMORY: 'OOM',
  LAUNCH_FAILED: 'LF',
  UPDATE_DB: 'UD',
  REQUEUED: 'RQ',
  REQUEUE_HOLD: 'RH',
  SPECIAL_EXIT: 'SE',
  RESIZING: 'RS',
  CONFIGURING: 'CF',
  COMPLETING: 'CG',
  STOPPED: 'ST',
  RECONFIG_FAIL: 'RC',
  POWER_UP_NODE: 'PU',
  REVOKED: 'RV',
  REQUEUE_FED: 'RF',
  RESV_DEL_HOLD: 'RD',
  SIGNALING: 'SI',
  STAGE_OUT: 'SO',
  EXPEDITING: 'EX',
};

/** Flags that squeue shows in place of the base state, first match wins. */
const SHOWN_FLAGS: readonly JobStateFlag[] = [
  'COMPLETING',
  'STAGE_OUT',
  'CONFIGURING',
  'RESIZING',
  'REQUEUED',
  'REQUEUE_FED',
  'REQUEUE_HOLD',
  'SPECIAL_EXIT',
  'STOPPED',
  'REVOKED',
  'RESV_DEL_HOLD',
  'SIGNALING',
];

/** The one name squeue prints for a state with its flags, e.g. `COMPLETING` for a job cleaning up. */
export function jobStateName(state: JobState, flags: readonly JobStateFlag[]): JobState | JobStateFlag {
  if (flags.length === 0) return state;
  return SHOWN_FLAGS.find((flag) => flags.includes(flag)) ?? state;
}

/** True once nothing of the job will ever run again (it may still be cleaning up). */
export function isEnded(state: JobState): boolean {
  return state !== 'PENDING' && state !== 'RUNNING' && state !== 'SUSPENDED';
}
