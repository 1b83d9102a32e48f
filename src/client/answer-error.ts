import { ERRORS, EXIT } from '../slurm/error-table.ts';

/** One entry of an answer's `errors`. */
export interface AnsweredError {
  readonly error: string;
  readonly error_code: number;
  readonly source: string;
}

/** An answer that reports errors; has what a {@link SlurmError} has, so that commands end the same either way. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;
  readonly errors: readonly AnsweredError[];
  readonly errno: number;
  readonly source: string;
  readonly exitCode: number;

  constructor(status: number, errors: readonly [AnsweredError, ...AnsweredError[]]) {
    super(errors[0].error);
    this.status = status;
    this.errors = errors;
    this.errno = errors[0].error_code;
    this.source = errors[0].source;
    this.exitCode = exitCodeOf(status, this.errno);
  }
}

/** The exit code of our own table's row where one has this status and number, else what the status suggests. */
function exitCodeOf(status: number, errno: number): number {
  const row = Object.values(ERRORS).find((known) => known.errno === errno && known.status === status);
  if (row) return row.exit;
  if (status === 401 || status === 403) return EXIT.denied;
  if (status === 404) return EXIT.notFound;
  if (status >= 502 && status <= 504) return EXIT.unreachable;
  return EXIT.failed;
}
