import { Reply } from '../../../../engine/reply.ts';
import { Refused } from '../../refused.ts';

/** Slurm's number of a change that changes nothing (SLURM_NO_CHANGE_IN_DATA). */
const NOTHING_CHANGED = 1900;

/** As slurmrestd has it, that nothing was to be changed is no failure and has no body: 304. */
export async function unlessNothingChanged(change: () => Promise<object>): Promise<object> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof Refused && error.problems[0]?.error_number === NOTHING_CHANGED)
      return new Reply(304, null);
    throw error;
  }
}
