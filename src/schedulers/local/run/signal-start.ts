import { readdirSync, readlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { SignalScope } from '../../../slurm/scheduler.ts';
import { descendants, processesWith, processStat } from './processes.ts';
import { readRecord, shepherdLives } from './start-record.ts';

const { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGKILL, SIGSTOP } = constants.signals;

/** What srun passes on to its tasks. */
const FORWARDED = new Set<number>([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]);

/**
 * Signals the processes of a running start.
 *
 * Scope `steps` of a job without srun means everything but the batch shell, and the shell when it is alone:
 * Slurm delivers nothing then (scancel(1)), which nobody who names a signal expects.
 *
 * @returns false when there was none to signal
 */
export function signalStart(directory: string, signal: number, scope: SignalScope): boolean {
  const record = readRecord(directory);
  if (record.kind !== 'claimed' || !shepherdLives(record)) return false;
  // Signals that nobody can block go after those who fork meanwhile, too.
  const pursue = signal === SIGKILL || signal === SIGSTOP;
  const reached = new Set<number>();
  for (;;) {
    const fresh = targets(directory, record, signal, scope).filter((pid) => !reached.has(pid));
    for (const pid of fresh) if (kill(pid, signal)) reached.add(pid);
    if (!pursue || !fresh.some((pid) => reached.has(pid))) return reached.size > 0;
  }
}

/** Ends what is left of a start whose shepherd was killed. */
export function killOrphans(directory: string): void {
  for (let pass = 0; pass < 20; pass++) {
    if (!processesWith(`SLURMREST_START=${directory}`).some((pid) => kill(pid, SIGKILL))) return;
  }
}

function targets(
  directory: string,
  { pid: shepherd, batch }: { readonly pid: number; readonly batch: number | undefined },
  signal: number,
  scope: SignalScope,
): number[] {
  if (scope === 'batch') return batch && processStat(batch)?.parent === shepherd ? [batch] : [];
  const job = descendants(shepherd);
  const sruns = stepProcesses(directory).filter((pid) => job.includes(pid));
  if (scope === 'full') {
    if (!FORWARDED.has(signal)) return job;
    // Tasks are not to get it twice.
    const forwarders = new Set(sruns.filter((pid) => descendants(pid).length > 0));
    return job.filter((pid) => !forwarders.has(pid));
  }
  const tasks = sruns.flatMap(descendants);
  if (tasks.length > 0) return tasks;
  return job.length > 1 ? job.filter((pid) => pid !== batch) : job;
}

/** The srun processes that ever ran in the job, by pid; see srun/step.ts. */
function stepProcesses(directory: string): number[] {
  const steps = join(directory, 'steps');
  try {
    const numbers = readdirSync(steps).filter((name) => /^\d+$/.test(name));
    return numbers.map((step) => Number(readlinkSync(join(steps, step)).split(' ')[0]));
  } catch {
    return [];
  }
}

function kill(pid: number, signal: number): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
