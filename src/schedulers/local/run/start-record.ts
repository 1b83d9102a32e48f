import { linkSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';
import { BOOT_ID, processStat } from './processes.ts';
import type { Exit } from './runner.ts';

/*
 * What is known of a start is the name of one entry beside the path of its folder, which stands for it:
 *
 *   12.1:free:TICKET                  made, and nobody has it
 *   12.1:PID:STARTTIME:BOOT[:BATCH]   claimed by that shepherd, which runs the script as process BATCH
 *   12.1:exit:STATUS:USER:SYSTEM:KIB:TIME:STEPS   how it ended; STEPS is 1 where there is a folder of steps
 *
 * rename(2) leads from one to the next, and unlink(2) takes a free one, or a claim that came to nothing: of several
 * who try, one succeeds. All entries are links of one empty file, for making a file costs a file system several times
 * as much as naming one.
 */

export type StartRecord =
  | { readonly kind: 'none' }
  | { readonly kind: 'free'; readonly entry: string }
  | ClaimRecord
  | ExitRecord;

interface ClaimRecord {
  readonly kind: 'claimed';
  readonly entry: string;
  readonly pid: number;
  readonly startTime: string;
  readonly bootId: string;
  /** The process of the batch script, once there is one. */
  readonly batch: number | undefined;
}

export interface ExitRecord {
  readonly kind: 'exited';
  readonly entry: string;
  readonly exit: Exit;
  /** Whether it has a folder, with what srun told of its steps. */
  readonly hasSteps: boolean;
}

const NONE: StartRecord = { kind: 'none' };

/** The file that all entries are links of. */
const LINKED = 'start';

/** As often as an entry is renamed in its life, and once more. */
const LOOKS = 5;

/**
 * Makes the record of a new start. Its ticket is what the shepherd has to show: one who comes late, after the
 * start was given up and made anew, has another.
 *
 * @throws SlurmError JOB_DIRECTORY_UNUSABLE
 */
export function makeRecord(home: string, directory: string, ticket: string): void {
  const entry = `${directory}:free:${ticket}`;
  try {
    linkTo(join(home, LINKED), entry);
  } catch (error) {
    throw unusable(directory, error);
  }
}

function linkTo(file: string, entry: string): void {
  try {
    linkSync(file, entry);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    writeFileSync(file, '', { mode: 0o600 });
    linkSync(file, entry);
  }
}

/**
 * What is known of a start.
 * @throws SlurmError JOB_DIRECTORY_UNUSABLE
 */
export function readRecord(directory: string): StartRecord {
  const prefix = `${basename(directory)}:`;
  const folder = dirname(directory);
  // An entry that is renamed while the folder is read may be missed: then it is at its next name the next time.
  for (let look = 0; look < LOOKS; look++) {
    const found = entries(folder).filter((name) => name.startsWith(prefix));
    const records = found.map((name) => parse(folder, name, prefix));
    if (records.length > 0) return records.reduce(furthest);
  }
  return NONE;
}

/**
 * All records in a folder, by the paths of the starts; one that changes meanwhile may be missing.
 * @throws SlurmError JOB_DIRECTORY_UNUSABLE
 */
export function readRecords(home: string): Map<string, StartRecord> {
  const records = new Map<string, StartRecord>();
  for (const name of entries(home)) {
    const at = name.indexOf(':');
    if (at < 0) continue;
    const directory = join(home, name.slice(0, at));
    const record = parse(home, name, name.slice(0, at + 1));
    records.set(directory, furthest(records.get(directory) ?? NONE, record));
  }
  return records;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Anything else, such as too many open files, must not look as if nothing had been started.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw unusable(folder, error);
  }
}

function parse(folder: string, name: string, prefix: string): StartRecord {
  const text = name.slice(prefix.length);
  if (text.startsWith('exit:')) {
    const ended = exitRecord(join(folder, prefix.slice(0, -1)), text.slice(5));
    if (ended) return ended;
  }
  const [first = '', startTime = '', bootId = '', batch] = text.split(':');
  const entry = join(folder, name);
  if (first === 'free') return { kind: 'free', entry };
  return {
    kind: 'claimed',
    entry,
    pid: Number(first),
    startTime,
    bootId,
    batch: batch === undefined ? undefined : Number(batch),
  };
}

const EXIT = /^(\d+):([\d.]+):([\d.]+):(\d+):(\d+):([01])$/;

/**
 * The last record of a start.
 * @param text what its name says after `exit:`; undefined for anything else, which is no exit code whatever it may be
 */
export function exitRecord(directory: string, text: string): ExitRecord | undefined {
  const match = EXIT.exec(text);
  if (!match) return undefined;
  const [waitStatus = 0, userSeconds, systemSeconds, kib, endTime = 0, steps] = match.slice(1).map(Number);
  return {
    kind: 'exited',
    entry: `${directory}:exit:${text}`,
    exit: { waitStatus, endTime, userSeconds, systemSeconds, maxRss: kib || undefined },
    hasSteps: steps === 1,
  };
}

const ORDER = { none: 0, free: 1, claimed: 2, exited: 3 } as const;

/** Both names of an entry that is being renamed may be seen; the later one counts. */
function furthest(a: StartRecord, b: StartRecord): StartRecord {
  if (a.kind === 'claimed' && b.kind === 'claimed') return a.batch === undefined ? b : a;
  return ORDER[b.kind] > ORDER[a.kind] ? b : a;
}

/** Whether the process of a claim lives; a later one of the same pid is another. */
export function shepherdLives({ pid, startTime, bootId }: ClaimRecord): boolean {
  return bootId === BOOT_ID && processStat(pid)?.startTime === startTime;
}

/**
 * Takes a start so that nobody runs it.
 *
 * @returns whether that came in time
 * @throws SlurmError JOB_DIRECTORY_UNUSABLE
 */
export function withdraw(directory: string): boolean {
  for (;;) {
    const record = readRecord(directory);
    if (record.kind !== 'free') return record.kind === 'none';
    try {
      unlinkSync(record.entry);
      return true;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw unusable(directory, error);
    }
  }
}

/**
 * Removes what is left of a start that is done with.
 * @param last its last record, where it is known
 */
export async function removeStart(directory: string, last: ExitRecord | undefined): Promise<void> {
  const record = last ?? readRecord(directory);
  if (record.kind !== 'none') rmSync(record.entry, { force: true });
  if (last?.hasSteps !== false) await rm(directory, { recursive: true, force: true });
}

/** What a system call said, in the words of errors: `no space left on device`. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^[A-Z0-9]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
}

function unusable(path: string, cause: unknown): SlurmError {
  if (cause instanceof SlurmError) return cause;
  return new SlurmError('JOB_DIRECTORY_UNUSABLE', { path, problem: problemOf(cause) }, { cause });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
