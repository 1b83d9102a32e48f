import type { MemoryRequest } from '../../../slurm/job.ts';
import { JOB_STATE_FLAGS, JOB_STATES, type JobState, type JobStateFlag } from '../../../slurm/job-state.ts';
import { malformed } from '../wire/reader.ts';

/** Set in a memory size that is meant per CPU (MEM_PER_CPU of slurm.h). */
export const PER_CPU = 1n << 63n;

/** The state in a word of state and flags. */
export function baseState(word: number): JobState {
  const state = JOB_STATES[word & 0xff];
  if (state === undefined) throw malformed(`a job is in the unknown state ${word & 0xff}`);
  return state;
}

const NO_FLAGS: readonly JobStateFlag[] = Object.freeze([]);

/** The flags in it. */
export function stateFlags(word: number): readonly JobStateFlag[] {
  if (word <= 0xff) return NO_FLAGS;
  const names = Object.keys(JOB_STATE_FLAGS) as JobStateFlag[];
  return names.filter((name) => (word >>> JOB_STATE_FLAGS[name]) & 1);
}

/** MiB, with bit 63 set where they are per CPU; 0 asks for all of a node. */
export function memoryRequest(word: bigint): MemoryRequest | undefined {
  if (word >= 0xffff_ffff_ffff_fffen) return undefined;
  return word & PER_CPU ? { mib: Number(word & ~PER_CPU), per: 'cpu' } : { mib: Number(word), per: 'node' };
}
