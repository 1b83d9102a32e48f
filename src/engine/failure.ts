import { randomBytes } from 'node:crypto';
import { SlurmError } from '../slurm/error.ts';
import type { Log } from '../slurm/log.ts';
import { type DataType, JSON_TYPE, negotiate, prefersProblem } from './media-type.ts';
import { PROBLEM_TYPE, problemBody } from './problem.ts';

/** The body of every answer that is not a success. */
export interface FailureBody {
  readonly errors: readonly {
    readonly error: string;
    readonly error_code: number;
    readonly source: string;
  }[];
}

/**
 * The error a client is told of. What is no {@link SlurmError} is our fault: the client gets a reference, the log
 * the whole story.
 */
export function knownError(error: unknown, log: Log): SlurmError {
  return error instanceof SlurmError ? error : internal(error, log);
}

/** What the engine itself answers to an error. */
export function failureBody(error: SlurmError): FailureBody {
  return { errors: [{ error: error.message, error_code: error.errno, source: error.source }] };
}

/**
 * The same in the form the client asks for: the envelope of every other answer, or a problem of RFC 9457.
 * @param accept the `Accept` header
 * @param path of the request
 */
export function failureAnswer(
  error: SlurmError,
  accept: string | null,
  path: string,
): { readonly value: unknown; readonly media: DataType } {
  if (prefersProblem(accept)) return { value: problemBody(error, path), media: PROBLEM_TYPE };
  return { value: failureBody(error), media: negotiate(accept) ?? JSON_TYPE };
}

function internal(error: unknown, log: Log): SlurmError {
  const reference = randomBytes(4).toString('hex');
  log.error(`internal error ${reference}: ${error instanceof Error ? error.stack : String(error)}`);
  return new SlurmError('INTERNAL', { reference }, { cause: error });
}
