import type { AnsweredError } from '../client/answer-error.ts';
import { SlurmError } from '../slurm/error.ts';
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

/** A failure as the API's error objects. */
export function answeredErrors({ errors, message, errno, source }: Failure): readonly AnsweredError[] {
  return errors ?? [{ error: message, error_code: errno, source }];
}

/**
 * Tells the user why a command failed: `slurmrest: …` on stderr, or, where data were asked for, the API's
 * error object on stdout. Anything but a {@link Failure} is a bug of ours and is said so, with its stack only under DEBUG.
 * @returns the exit code
 */
export async function renderError(
  error: unknown,
  io: Io,
  data: 'json' | 'yaml' | undefined,
): Promise<number> {
  const problem = isFailure(error) ? error : bug(error);
  const errors = answeredErrors(problem);
  const written = error instanceof SlurmError && error.code === 'OUTPUT_UNWRITABLE' ? undefined : data;
  if (written === 'json') io.stdout.write(`${JSON.stringify({ errors })}\n`);
  else if (written === 'yaml')
    io.stdout.write((await import('../engine/yaml/write-yaml.ts')).writeYaml({ errors }));
  else for (const { error } of errors) io.stderr.write(`slurmrest: ${error}\n`);
  if (!isFailure(error) && process.env['DEBUG'] && error instanceof Error)
    io.stderr.write(`${error.stack}\n`);
  return problem.exitCode;
}

function bug(error: unknown): Failure {
  const message = `internal error: ${error instanceof Error ? error.message : String(error)}`;
  return Object.assign(new Error(message), { exitCode: EXIT.failed, errno: 0, source: '' });
}
