import { formatRanges } from '../../../slurm/array-tasks.ts';
import type { JobSignal, SignalOutcome } from '../../../slurm/job-signal.ts';
import { JOB_STATE_FLAGS, JOB_STATES, type JobStateFlag } from '../../../slurm/job-state.ts';
import { type Reader, setBits } from '../wire/reader.ts';
import { NO_VAL } from '../wire/sentinels.ts';
import { flagBits } from './flag-names.ts';
import { type Request, requestOf } from './request.ts';

/** The first protocol version that has it, of Slurm 23.11. */
export const KILL_JOBS_SINCE = 40;

/** Bits of a signal's flags. Source: slurm/slurm.h, KILL_…. */
const KILL_FLAGS: readonly (string | undefined)[] = [
  'BATCH_JOB',
  'ARRAY_TASK',
  'FULL_STEPS_ONLY',
  'FULL_JOB',
  'FEDERATION_REQUEUE',
  'HURRY',
  'OUT_OF_MEMORY',
  'NO_SIBLING_JOBS',
  'RESERVATION_JOB',
  undefined,
  undefined,
  'VERBOSE',
  'CRON_JOBS',
  undefined,
  undefined,
  'WARNING_SENT',
];

/** "Of any state", and "of any user" (JOB_END and SLURM_AUTH_NOBODY of slurm.h). */
const ANY_STATE = 12;
const ANYBODY = 99;

const killJobs = requestOf(
  'REQUEST_KILL_JOBS',
  `account:string admin_comment:string@44- flags:u16 job_name:string jobs:strings partition:string qos:string
   reservation:string signal:u16 state:u32=12 user_id:u32=99 user_name:string wckey:string nodelist:string`,
  { repeatable: false },
);

export function signalJobs({ flags, state, user_id = ANYBODY, ...signal }: JobSignal): Request {
  return killJobs({
    ...signal,
    user_id,
    flags: Number(flagBits(KILL_FLAGS, flags)),
    state: state === undefined ? ANY_STATE : stateWord(state),
  });
}

function stateWord(words: readonly string[]): number {
  const states: readonly string[] = JOB_STATES;
  return words.reduce((word, name) => {
    if (states.includes(name)) return (word & ~0xff) | states.indexOf(name);
    return word | (1 << JOB_STATE_FLAGS[name as JobStateFlag]);
  }, 0);
}

/** Reads RESPONSE_KILL_JOBS. Source: _unpack_kill_jobs_resp_msg of slurm_protocol_pack.c, releases 23.11 to 26.05. */
export function decodeSignalOutcomes(reader: Reader, version: number): SignalOutcome[] {
  const outcomes: SignalOutcome[] = [];
  for (let left = reader.count(28); left > 0; left--) {
    const code = reader.i32();
    const message = reader.string();
    // The SLUID of 24.11 is not to be trusted, and nothing here needs it.
    if (version >= 42) reader.skip(8);
    const jobId = reader.u32();
    reader.skip(8);
    const task = reader.u32();
    const offset = reader.u32();
    const tasks = version >= 42 ? reader.bitString() : undefined;
    const realJobId = reader.optional32();
    outcomes.push({
      code,
      message,
      job: `${jobId}${tasks ? `_[${formatRanges(setBits(tasks))}]` : task === NO_VAL ? '' : `_${task}`}${offset === NO_VAL ? '' : `+${offset}`}`,
      realJobId,
      sibling: reader.string(),
    });
  }
  return outcomes;
}
