import { randomUUID } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { SlurmError } from '../../../slurm/error.ts';
import { findPerl } from '../../../slurm/perl.ts';
import { launchRequest } from './launch-request.ts';
import { type Launcher, openLauncher } from './launcher.ts';
import { BOOT_ID } from './processes.ts';
import { readSteps } from './read-steps.ts';
import type { Adopted, Exit, Launch, Runner } from './runner.ts';
import { killOrphans, signalStart } from './signal-start.ts';
import { installSrun } from './srun.ts';
import { startFailure } from './start-failure.ts';
import {
  livingShepherd,
  makeFolder,
  problemOf,
  readClaim,
  readExit,
  shepherdLives,
  withdraw,
} from './start-folder.ts';

export interface RunnerOptions {
  /** Holds the commands of jobs, and best the folders of the starts, too; made where it does not exist. */
  readonly directory: string;
}

/** How often to look for shepherds that were killed and exits whose notice was lost. */
const POLL_MS = 5_000;

/** A start whose end has not been reported. */
interface Start {
  readonly directory: string;
  /** Of a start that was made here. */
  readonly ticket?: string;
  /** Until it is known whether the job runs. */
  attempt?: Attempt | undefined;
  /** Of one that was adopted. */
  watcher?: FSWatcher | undefined;
}

interface Attempt {
  readonly launch: Launch;
  readonly launcher: Launcher;
  /** Seen withdrawn without a reason. */
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
  const attempts = new Set<Promise<void>>();
  const listeners: ((directory: string, exit: Exit) => void)[] = [];
  const poll = setInterval(() => starts.forEach(inspect), POLL_MS).unref();
  let current: Launcher | undefined;

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
    else inspect(start);
  }

  /** Of a start whose launcher is gone: makes sure that it will not run, unless its shepherd has it already. */
  function abandon({ directory, attempt }: Start, cause: Error): void {
    if (withdraw(directory))
      attempt?.settle(new SlurmError('JOB_FORK_FAILED', { problem: problemOf(cause) }, { cause }));
  }

  /** Reports the end of a start, if it has come. */
  function inspect(start: Start): void {
    const { directory, attempt } = start;
    // In this order: a shepherd that is gone has recorded its exit, or has withdrawn its claim, before it went.
    const claim = readClaim(directory);
    const gone = claim.kind === 'shepherd' && !shepherdLives(claim);
    const exit = readExit(directory);
    const withdrawn = readClaim(directory).kind === 'never';
    if (exit) {
      report(start, exit);
    } else if (withdrawn && attempt) {
      // The reason is on its way, unless the shepherd was killed before it could tell.
      if (attempt.overdue)
        attempt.settle(new SlurmError('JOB_FORK_FAILED', { problem: 'it was killed at once' }));
      else attempt.overdue = true;
    } else if (withdrawn) {
      // Adopted while it was being started, which then failed.
      report(start, endedNow(1 << 8));
    } else if (gone) {
      killOrphans(directory);
      report(start, { ...endedNow(9), lost: true });
    }
  }

  function report(start: Start, exit: Exit): void {
    start.attempt?.settle();
    forget(start);
    const whole = withSteps(start.directory, exit);
    for (const listener of listeners) listener(start.directory, whole);
  }

  function forget(start: Start): void {
    start.watcher?.close();
    starts.delete(start.directory);
    if (start.ticket) byTicket.delete(start.ticket);
  }

  function observe(start: Start): void {
    try {
      start.watcher = watch(start.directory, () => inspect(start)).on('error', () => {});
    } catch {
      // No inotify watch left: the poll notices, too.
    }
  }

  return {
    async start(launch) {
      const { directory, uid } = launch;
      const ticket = randomUUID();
      const request = await launchRequest(launch, ticket);
      const launcher = openedLauncher();
      makeFolder(directory, ticket, uid === process.geteuid?.() ? 0o700 : 0o711);
      const start: Start = { directory, ticket };
      const settled = new Promise<void>((resolve, reject) => {
        const settle = (failure?: SlurmError) => {
          start.attempt = undefined;
          if (!failure) return resolve();
          forget(start);
          reject(failure);
        };
        start.attempt = { launch, launcher, settle };
      });
      starts.set(directory, start);
      byTicket.set(ticket, start);
      launcher.launch(request);
      attempts.add(settled);
      await settled.finally(() => attempts.delete(settled));
    },

    async adopt(directory): Promise<Adopted> {
      if (starts.has(directory)) return { outcome: 'running' };
      if (withdraw(directory)) {
        // Of two records a power failure may have left the later one.
        const exit = readExit(directory);
        return exit ? { outcome: 'exited', exit } : { outcome: 'never-started' };
      }
      const start: Start = { directory };
      starts.set(directory, start);
      observe(start);
      const alive = livingShepherd(directory) !== undefined;
      const exit = readExit(directory);
      if (alive && !exit) return { outcome: 'running' };
      forget(start);
      if (exit) return { outcome: 'exited', exit: withSteps(directory, exit) };
      // Given up meanwhile, perhaps.
      const claim = readClaim(directory);
      if (claim.kind !== 'shepherd') return { outcome: 'never-started' };
      if (claim.bootId === BOOT_ID) killOrphans(directory);
      return { outcome: 'lost' };
    },

    async signal(directory, signal, scope) {
      return signalStart(directory, signal, scope);
    },

    onExit(listener) {
      listeners.push(listener);
    },

    async close() {
      clearInterval(poll);
      await Promise.allSettled(attempts);
      listeners.length = 0;
      for (const start of [...starts.values()]) forget(start);
      current?.close();
    },
  };
}

function withSteps(directory: string, exit: Exit): Exit {
  const steps = readSteps(directory);
  return steps.length > 0 ? { ...exit, steps } : exit;
}

function endedNow(waitStatus: number): Exit {
  return { waitStatus, endTime: Date.now() / 1000, userSeconds: undefined, systemSeconds: undefined };
}
