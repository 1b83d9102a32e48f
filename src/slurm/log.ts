/** Where the parts of the program write what they do; always to stderr, never to stdout. */
export interface Log {
  error(message: string): void;
  info(message: string): void;
  /** Shown from `-v` on. */
  verbose(message: string): void;
  /** Shown from `-vv` on. */
  debug(message: string): void;
}

/** A log that drops everything. */
export const SILENT: Log = { error() {}, info() {}, verbose() {}, debug() {} };
