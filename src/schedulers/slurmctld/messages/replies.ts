import type { Submitted } from '../../../slurm/scheduler.ts';
import type { Reader } from '../wire/reader.ts';

/** What a controller says of a request: 0, or a Slurm error number with, at times, a text for the user. */
export interface ReturnCode {
  readonly code: number;
  readonly message: string | undefined;
}

/** Reads RESPONSE_SLURM_RC. */
export function decodeReturnCode(reader: Reader): ReturnCode {
  return { code: reader.i32(), message: undefined };
}

/** Reads RESPONSE_SLURM_RC_MSG. */
export function decodeReturnCodeMessage(reader: Reader): ReturnCode {
  return { code: reader.i32(), message: reader.nullableString() };
}

/** Reads RESPONSE_SUBMIT_BATCH_JOB: the job was accepted, whatever its error code. */
export function decodeSubmitted(reader: Reader, version: number): Submitted {
  if (version >= 44) reader.skip(8);
  const jobId = reader.u32();
  reader.skip(version >= 44 ? 8 : 4);
  return { jobId, errorCode: reader.u32(), userMessage: reader.nullableString() };
}

/** One outcome of an operation on an array, e.g. for the tasks `13_2`. */
export interface TaskOutcome extends ReturnCode {
  readonly tasks: string;
}

/** Reads RESPONSE_JOB_ARRAY_ERRORS; it also comes where every task succeeded. */
export function decodeArrayErrors(reader: Reader, version: number): TaskOutcome[] {
  const outcomes: TaskOutcome[] = [];
  for (let left = reader.count(8); left > 0; left--) {
    const code = reader.i32();
    const tasks = reader.string();
    outcomes.push({ code, tasks, message: version >= 39 ? reader.nullableString() : undefined });
  }
  return outcomes;
}
