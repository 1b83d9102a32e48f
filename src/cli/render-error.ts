import { EXIT } from '../slurm/error-table.ts';
import type { Io } from './io.ts';

/** What any failure of a command has to tell; {@link SlurmError} and a daemon's answer both do. */
export interface Failure extends Error {
  readonly exitCode: number;
  readonly errno: number;
  readonly source: string;
  /** The errors of an answer, where there were several or they carry more than this error says. */
  readonly errors?: readonly {
    readonly error: string;
    readonly error_code: number;
    readonly source: string;
  }[];
}

/** True for errors that are meant for the user. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'exitCode' in error && 'errno' in error && 'source' in error;
}

/**
 * Tells the user why a command failed: `slurmrest: …` on stderr, or under `--json` the API's error object
 * on stdout. Anything but a {@link Failure} is a bug of ours and is said so, with its stack only under DEBUG.
 * @returns the exit code
 */
export function renderError(error: unknown, io: Io, json: boolean): number {
  const failure = isFailure(error) ? error : undefined;
  const message = failure?.message ?? `internal error: ${error instanceof Error ? error.message : error}`;
  const errors = failure?.errors ?? [
    { error: message, error_code: failure?.errno ?? 0, source: failure?.source ?? '' },
  ];
  if (json) io.stdout.write(`${JSON.stringify({ errors })}\n`);
  else for (const { error } of errors) io.stderr.write(`slurmrest: ${error}\n`);
  if (!failure && process.env['DEBUG'] && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return failure?.exitCode ?? EXIT.failed;
}
