import { SlurmError } from './error.ts';
import { JOB_STATE_CODES, type JobState, type JobStateFlag } from './job-state.ts';
import { didYouMean } from './nearest.ts';

const CODES = Object.entries(JOB_STATE_CODES) as readonly [JobState | JobStateFlag, string][];

/**
 * Reads the name or two-letter code of a job state or flag, in any case.
 * @param field where it was given, for the message
 * @throws SlurmError `FIELD_INVALID`
 */
export function readJobState(word: string, field: string): JobState | JobStateFlag {
  const wanted = word.trim().toUpperCase();
  const found = CODES.find(([name, code]) => name === wanted || code === wanted);
  if (found) return found[0];
  const hint = didYouMean(
    wanted,
    CODES.map(([name]) => name),
  );
  const all = CODES.map(([name, code]) => `${code} ${name}`).join(', ');
  const problem = `"${wanted}" is no job state${hint}. The states are ${all}`;
  throw new SlurmError('FIELD_INVALID', { field, problem }, { source: field });
}
