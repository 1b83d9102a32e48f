import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { SlurmError } from '../slurm/error.ts';

/** Where the token for a daemon comes from. */
export type TokenSource =
  | { readonly kind: 'file'; readonly file: string }
  /** A program and its arguments; no shell comes in between. */
  | { readonly kind: 'command'; readonly words: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string };

/** Where Slurm's own programs look. */
export const SLURM_JWT: TokenSource = { kind: 'variable', name: 'SLURM_JWT' };

/** Milliseconds: people may have to type a passphrase. */
const COMMAND_TIMEOUT = 120_000;

/** A source in messages. */
export function sourceText(source: TokenSource): string {
  if (source.kind === 'file') return source.file;
  return source.kind === 'variable' ? source.name : `the command "${source.words.join(' ')}"`;
}

/**
 * The token of a source; undefined where its variable is not set.
 * @throws SlurmError `TOKEN_UNREADABLE`, `TOKEN_COMMAND_FAILED`
 */
export async function readToken(source: TokenSource): Promise<string | undefined> {
  const text = (await readText(source)).trim();
  if (text === '' && source.kind === 'variable') return undefined;
  // `scontrol token` prints SLURM_JWT=…, and that is what people save.
  const token = text.replace(/^SLURM_JWT=/, '');
  if (/^[\w.-]+$/.test(token)) return token;
  throw new SlurmError('TOKEN_UNREADABLE', { file: sourceText(source), problem: 'it holds no token' });
}

async function readText(source: TokenSource): Promise<string> {
  if (source.kind === 'variable') return process.env[source.name] ?? '';
  if (source.kind === 'command') return outputOf(source.words);
  try {
    return readFileSync(source.file, 'utf8');
  } catch (cause) {
    const problem = (cause as Error).message;
    throw new SlurmError('TOKEN_UNREADABLE', { file: source.file, problem }, { cause });
  }
}

/** What a command prints. It is a secret, and so may be what it complains of: neither is ever shown. */
async function outputOf([program, ...args]: readonly string[]): Promise<string> {
  try {
    const running = promisify(execFile)(program!, args, { timeout: COMMAND_TIMEOUT, maxBuffer: 64 * 1024 });
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    // Not as the cause: it carries the output.
    throw new SlurmError('TOKEN_COMMAND_FAILED', {
      command: [program, ...args].join(' '),
      problem: problemOf(error as FailedCommand),
    });
  }
}

interface FailedCommand {
  readonly code?: string | number | null;
  readonly signal?: string | null;
  readonly killed?: boolean;
}

function problemOf({ code, signal, killed }: FailedCommand): string {
  if (code === 'ENOENT') return 'there is no such program';
  if (code === 'EACCES') return 'it may not be run';
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'it prints far more than a token';
  if (killed) return `it took longer than ${COMMAND_TIMEOUT / 1000} s`;
  return signal ? `it was ended by ${signal}` : `it ended with exit code ${code}`;
}
