import { randomUUID } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';
import { findPerl } from '../../../slurm/perl.ts';
import { launchRequest } from './launch-request.ts';
import { type Launcher, openLauncher } from './launcher.ts';
import { BOOT_ID } from './processes.ts';
import { readSteps } from './read-steps.ts';
import type { Adopted, Exit, Launch, Runner } from './runner.ts';
import { ScriptFiles } from './script-files.ts';
import { killOrphans, signalStart } from './signal-start.ts';
import { installSrun } from './srun.ts';
import { startFailure } from './start-failure.ts';
import {
  type ExitRecord,
  exitRecord,
  makeRecord,
  problemOf,
  readRecord,
  readRecords,
  removeStart,
  shepherdLives,
  withdraw,
} from './start-record.ts';
import { sweepStarts } from './sweep-starts.ts';

export interface RunnerOptions {
  /** Holds the commands of jobs, and best the folders of the starts, too; made where it does not exist. */
  readonly directory: string;
}

/** How often to look for shepherds that were killed and exits whose notice was lost. */
const POLL_MS = 5_000;
/** A start that no shepherd has taken for so long never will be: what was to take it was killed. */
const UNTAKEN_MS = 120_000;

/** A start whose end has not been reported. */
interface Start {
  readonly directory: string;
  /** Of a start that was made here. */
  readonly ticket?: string;
  readonly script?: string;
  /** Until it is known whether the job runs. */
  attempt?: Attempt | undefined;
}

interface Attempt {
  readonly launch: Launch;
  readonly launcher: Launcher;
  /** Milliseconds as Date.now(). */
  readonly since: number;
  /** Seen given up without a reason. */
  overdue?: true;
  /** Ends the attempt; without a failure the job runs. */
  settle(failure?: SlurmError): void;
}

/**
 * Runs batch scripts on this machine, each under a shepherd process that outlives us and records its end.
 * Beside Linux it needs perl, which is looked for when the first job starts.
 */
export function openRunner({ directory: home }: RunnerOptions): Runner {
  const starts = new Map<string, Start>();
  const byTicket = new Map<string, Start>();
  /** Last records of starts that were reported, until they are discarded. */
  const ended = new Map<string, ExitRecord>();
  const attempts = new Set<Promise<void>>();
  const listeners: ((directory: string, exit: Exit) => void)[] = [];
  const scripts = new ScriptFiles(join(home, 'scripts'));
  const series = randomUUID();
  const poll = setInterval(look, POLL_MS).unref();
  /** Tells of starts that were adopted; the launcher's events are for starts made here. */
  let watcher: FSWatcher | undefined;
  let current: Launcher | undefined;
  let made = 0;

  function openedLauncher(): Launcher {
    if (current) return current;
    const perl = findPerl('run jobs');
    installSrun(home, perl);
    const launcher: Launcher = openLauncher(perl, {
      event: hear,
      gone(cause) {
        if (current === launcher) current = undefined;
        for (const start of starts.values()) if (start.attempt?.launcher === launcher) abandon(start, cause);
      },
    });
    current = launcher;
    return launcher;
  }

  function hear(ticket: string, event: string, detail: string): void {
    const start = byTicket.get(ticket);
    if (!start) return;
    if (event === 'started') start.attempt?.settle();
    else if (event === 'failed') start.attempt?.settle(startFailure(start.attempt.launch, detail));
    else reportEnded(start, exitRecord(start.directory, detail));
  }

  /** Of a start nobody will take any more: makes sure of it, unless its shepherd has it already. */
  function abandon({ directory, attempt }: Start, cause: Error): void {
    try {
      if (!withdraw(directory)) return;
      attempt?.settle(new SlurmError('JOB_FORK_FAILED', { problem: problemOf(cause) }, { cause }));
    } catch {
      // Out of files, perhaps: the next look will do.
    }
  }

  /** Looks after all starts; one look at the folder is for all of them. */
  function look(): void {
    if (starts.size === 0) return;
    for (const start of needAttention()) attend(start);
  }

  function needAttention(): Start[] {
    try {
      const records = readRecords(home);
      return [...starts.values()].filter(({ directory }) => {
        const record = records.get(directory);
        return record?.kind !== 'claimed' || !shepherdLives(record);
      });
    } catch {
      // Out of files, perhaps: the next look will do.
      return [];
    }
  }

  function attend(start: Start): void {
    try {
      inspect(start);
    } catch {
      // As above.
    }
  }

  /** Reports the end of a start, if it has come. */
  function inspect(start: Start): void {
    const { directory, attempt } = start;
    // In this order: a shepherd that is gone has recorded its exit, or has withdrawn its claim, before it went.
    const before = readRecord(directory);
    const gone = before.kind === 'claimed' && !shepherdLives(before);
    const record = gone ? readRecord(directory) : before;
    if (record.kind === 'exited') {
      reportEnded(start, record);
    } else if (record.kind === 'none' && attempt) {
      // Given up. The reason is on its way, unless the shepherd was killed before it could tell.
      if (attempt.overdue)
        attempt.settle(new SlurmError('JOB_FORK_FAILED', { problem: 'it was killed at once' }));
      else attempt.overdue = true;
    } else if (record.kind === 'none') {
      // Adopted while it was being started, which then failed.
      report(start, endedNow(1 << 8));
    } else if (record.kind === 'claimed' && gone) {
      killOrphans(directory);
      report(start, { ...endedNow(9), lost: true });
    } else if (record.kind === 'free' && attempt) {
      const untaken = attempt.launcher !== current || Date.now() > attempt.since + UNTAKEN_MS;
      if (untaken) abandon(start, new Error('nothing came of it'));
    }
  }

  function reportEnded(start: Start, record: ExitRecord | undefined): void {
    if (!record) {
      attend(start);
      return;
    }
    ended.set(start.directory, record);
    report(start, wholeExit(start.directory, record));
  }

  function report(start: Start, exit: Exit): void {
    start.attempt?.settle();
    forget(start);
    for (const listener of listeners) listener(start.directory, exit);
  }

  function forget(start: Start): void {
    starts.delete(start.directory);
    if (start.ticket) byTicket.delete(start.ticket);
    if (start.script) scripts.release(start.script);
  }

  function observe(): void {
    try {
      watcher ??= watch(home, (_, name) => {
        const start = name?.includes(':exit:') && starts.get(join(home, name.split(':', 1)[0]!));
        if (start && !start.ticket) attend(start);
      }).on('error', () => {});
    } catch {
      // No inotify watch left: the poll notices, too.
    }
  }

  return {
    async start(launch) {
      const { directory, uid, gid } = launch;
      const ticket = `${series}.${++made}`;
      const request = await launchRequest(launch, ticket);
      const launcher = openedLauncher();
      if (starts.has(directory) || ended.has(directory)) throw startedBefore(directory);
      const script = scripts.hold(launch.script, uid, gid);
      try {
        makeRecord(home, directory, ticket);
      } catch (error) {
        scripts.release(script);
        throw error;
      }
      const start: Start = { directory, ticket, script };
      const settled = new Promise<void>((resolve, reject) => {
        const settle = (failure?: SlurmError) => {
          start.attempt = undefined;
          if (!failure) return resolve();
          forget(start);
          reject(failure);
        };
        start.attempt = { launch, launcher, since: Date.now(), settle };
      });
      starts.set(directory, start);
      byTicket.set(ticket, start);
      launcher.launch([script, ...request]);
      attempts.add(settled);
      await settled.finally(() => attempts.delete(settled));
    },

    async adopt(directory): Promise<Adopted> {
      if (starts.has(directory)) return { outcome: 'running' };
      if (withdraw(directory)) return { outcome: 'never-started' };
      const start: Start = { directory };
      starts.set(directory, start);
      observe();
      const before = readRecord(directory);
      if (before.kind === 'claimed' && shepherdLives(before)) return { outcome: 'running' };
      starts.delete(directory);
      const record = readRecord(directory);
      if (record.kind === 'exited') {
        ended.set(directory, record);
        return { outcome: 'exited', exit: wholeExit(directory, record) };
      }
      // Given up meanwhile.
      if (record.kind !== 'claimed') return { outcome: 'never-started' };
      if (record.bootId === BOOT_ID) killOrphans(directory);
      return { outcome: 'lost' };
    },

    async signal(directory, signal, scope) {
      return signalStart(directory, signal, scope);
    },

    async discard(directory) {
      const entry = ended.get(directory);
      ended.delete(directory);
      await removeStart(directory, entry);
    },

    sweep: (known) => sweepStarts(home, known),

    onExit(listener) {
      listeners.push(listener);
    },

    async close() {
      clearInterval(poll);
      watcher?.close();
      await Promise.allSettled(attempts);
      listeners.length = 0;
      for (const start of [...starts.values()]) forget(start);
      scripts.close();
      current?.close();
    },
  };
}

function wholeExit(directory: string, { exit, hasSteps }: ExitRecord): Exit {
  const steps = hasSteps ? readSteps(directory) : [];
  return steps.length > 0 ? { ...exit, steps } : exit;
}

function startedBefore(path: string): SlurmError {
  return new SlurmError('JOB_DIRECTORY_UNUSABLE', {
    path,
    problem: 'it belongs to a job that was started before',
  });
}

function endedNow(waitStatus: number): Exit {
  return { waitStatus, endTime: Date.now() / 1000, userSeconds: undefined, systemSeconds: undefined };
}
