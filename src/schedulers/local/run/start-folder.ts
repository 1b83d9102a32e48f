import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';
import { BOOT_ID, processStat } from './processes.ts';
import type { Exit } from './runner.ts';

// The records in a start's folder are symbolic links that point at their text, see launcher-program.ts.

/** Who may run what the folder holds. */
export type Claim =
  | { readonly kind: 'free' }
  /** Taken by one who never ran it and never will. */
  | { readonly kind: 'never' }
  | ShepherdClaim;

interface ShepherdClaim {
  readonly kind: 'shepherd';
  readonly pid: number;
  readonly startTime: string;
  readonly bootId: string;
}

/**
 * Makes the folder of a new start. Its ticket is what the shepherd has to show: one who comes late, after the
 * start was given up and the folder removed or made anew, has another.
 *
 * @throws SlurmError JOB_DIRECTORY_UNUSABLE
 */
export function makeFolder(directory: string, ticket: string, mode: number): void {
  try {
    try {
      mkdirSync(directory, { mode });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      removeUnused(directory);
      mkdirSync(directory, { mode });
    }
    // The job's user passes through it, whatever the umask.
    if (mode !== 0o700) chmodSync(directory, mode);
    symlinkSync(ticket, join(directory, 'ticket'));
  } catch (error) {
    throw unusable(directory, error);
  }
}

export function readClaim(directory: string): Claim {
  const text = record(directory, 'claim');
  if (text === undefined) return { kind: 'free' };
  const [pid, startTime, bootId] = text.split(' ');
  if (!startTime || !bootId) return { kind: 'never' };
  return { kind: 'shepherd', pid: Number(pid), startTime, bootId };
}

/** The process that runs the start, or `undefined` when it has none that lives. */
export function livingShepherd(directory: string): number | undefined {
  const claim = readClaim(directory);
  return claim.kind === 'shepherd' && shepherdLives(claim) ? claim.pid : undefined;
}

/** Whether the process of a claim lives; a later one of the same pid is another. */
export function shepherdLives({ pid, startTime, bootId }: ShepherdClaim): boolean {
  return bootId === BOOT_ID && processStat(pid)?.startTime === startTime;
}

/**
 * Takes the claim so that nobody runs what the folder holds.
 *
 * @returns whether that came in time
 * @throws SlurmError JOB_DIRECTORY_UNUSABLE
 */
export function withdraw(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    symlinkSync('never', join(directory, 'claim'));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return readClaim(directory).kind === 'never';
    throw unusable(directory, error);
  }
}

/** How the start ended, once its shepherd has recorded it. */
export function readExit(directory: string): Exit | undefined {
  const text = record(directory, 'exit');
  if (text === undefined) return undefined;
  const told = /^(\d+) ([\d.]+) ([\d.]+)(?: (\d*))?$/.exec(text);
  // Whatever else it may be, it is no exit code.
  if (!told) return undefined;
  const [waitStatus, userSeconds, systemSeconds, kib] = told.slice(1).map(Number);
  const endTime = lstatSync(join(directory, 'exit')).mtimeMs / 1000;
  return { waitStatus: waitStatus!, endTime, userSeconds, systemSeconds, maxRss: kib || undefined };
}

/** The process of the batch script, while or after it runs. */
export function batchProcess(directory: string): number | undefined {
  const text = record(directory, 'batch');
  return text === undefined ? undefined : Number(text);
}

/** The srun processes that ever ran in the job, by pid. */
export function stepProcesses(directory: string): number[] {
  const steps = join(directory, 'steps');
  try {
    const numbers = readdirSync(steps).filter((name) => /^\d+$/.test(name));
    return numbers.map((step) => Number(record(steps, step)?.split(' ')[0]));
  } catch {
    return [];
  }
}

/** Removes the folder of a start that is done with. */
export async function removeFolder(directory: string): Promise<void> {
  try {
    // What a start without steps left behind. Looking for it first costs more than the rest of its life here.
    for (const name of ['ticket', 'slurm_script', 'claim', 'batch', 'exit'])
      unlinkSync(join(directory, name));
    rmdirSync(join(directory, 'steps'));
    rmdirSync(directory);
  } catch {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What a system call said, in the words of errors: `no space left on device`. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^[A-Z0-9]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
}

function removeUnused(directory: string): void {
  if (!withdraw(directory)) throw new Error('it belongs to a job that was started before');
  rmSync(directory, { recursive: true });
}

function record(directory: string, name: string): string | undefined {
  try {
    return readlinkSync(join(directory, name));
  } catch {
    return undefined;
  }
}

function unusable(path: string, cause: unknown): SlurmError {
  if (cause instanceof SlurmError) return cause;
  return new SlurmError('JOB_DIRECTORY_UNUSABLE', { path, problem: problemOf(cause) }, { cause });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
