import { ERRORS, type ErrorCode } from './error-table.ts';

/** Names of the `{placeholders}` in a message. */
type Placeholders<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Details<Code extends ErrorCode> = Readonly<
  Record<Placeholders<(typeof ERRORS)[Code]['message']>, string | number>
>;

interface ErrorOptions {
  readonly cause?: unknown;
  /** See {@link SlurmError.source}. */
  readonly source?: string;
  /** What a controller's own error number says, where it is more exact than the row. */
  readonly verdict?: { readonly errno: number; readonly status: number; readonly exit: number };
}

/** The one error class of the project: a row of {@link ERRORS} with its placeholders filled in. */
export class SlurmError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'SlurmError';
  readonly code: Code;
  /** Slurm's error number. */
  readonly errno: number;
  /** HTTP status. */
  readonly status: number;
  /** Exit code of a command that fails with this error. */
  readonly exitCode: number;
  /** The field, RPC or file the error is about, for the `source` member of an answer. */
  readonly source: string;

  constructor(code: Code, details: Details<Code>, options: ErrorOptions = {}) {
    const row = ERRORS[code];
    const values: Readonly<Record<string, string | number>> = details;
    super(
      row.message.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key])),
      'cause' in options ? { cause: options.cause } : undefined,
    );
    this.code = code;
    this.errno = options.verdict?.errno ?? row.errno;
    this.status = options.verdict?.status ?? row.status;
    this.exitCode = options.verdict?.exit ?? row.exit;
    this.source = options.source ?? '';
  }
}
