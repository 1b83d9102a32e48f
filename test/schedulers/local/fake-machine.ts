import { basename } from 'node:path';
import { vi } from 'vitest';
import type { Adopted, Exit, Launch, Runner } from '../../../src/schedulers/local/run/runner.ts';
import type { SlurmError } from '../../../src/slurm/error.ts';

interface FakeStart {
  readonly launch: Launch;
  readonly signals: number[];
  exit: Exit | undefined;
}

/** A machine whose jobs do nothing until the test lets them end. */
export interface FakeMachine {
  openRunner(): Promise<Runner>;
  /** What was started, in order. */
  readonly launches: readonly Launch[];
  /** Signals a start has got, by the name of its folder. */
  signals(folder: string): readonly number[];
  /** Waits until a start has been made. */
  launched(folder: string): Promise<Launch>;
  /** Ends the processes of a start, at once or as soon as it is made: a job is put as running before. */
  end(folder: string, waitStatus?: number): void;
  /** Folders of starts that have not ended. */
  running(): string[];
  /** Which starts fail, and how. */
  refuse: ((launch: Launch) => SlurmError | undefined) | undefined;
  /** Whether SIGTERM ends jobs. */
  obedient: boolean;
}

const SIGKILL = 9;
const SIGTERM = 15;

export function fakeMachine(): FakeMachine {
  const starts = new Map<string, FakeStart>();
  const listeners = new Set<(directory: string, exit: Exit) => void>();

  const end = (directory: string, waitStatus: number): void => {
    const start = starts.get(directory);
    if (!start || start.exit) return;
    start.exit = { waitStatus, endTime: Date.now() / 1000, userSeconds: 0, systemSeconds: 0 };
    for (const listener of listeners) listener(directory, start.exit);
  };
  const early = new Map<string, number>();
  const directoryOf = (folder: string): string =>
    [...starts.keys()].find((directory) => directory.endsWith(`/${folder}`)) ?? folder;

  const machine: FakeMachine = {
    launches: [],
    refuse: undefined,
    obedient: true,
    signals: (folder) => starts.get(directoryOf(folder))?.signals ?? [],
    launched: (folder) =>
      vi.waitFor(
        () => {
          const start = starts.get(directoryOf(folder));
          if (!start) throw new Error(`${folder} has not been started`);
          return start.launch;
        },
        { timeout: 60_000, interval: 20 },
      ),
    end(folder, waitStatus = 0) {
      const directory = directoryOf(folder);
      if (starts.has(directory)) end(directory, waitStatus);
      else early.set(folder, waitStatus);
    },
    running: () =>
      [...starts].filter(([, { exit }]) => !exit).map(([directory]) => directory.split('/').at(-1) ?? ''),
    async openRunner() {
      let own: ((directory: string, exit: Exit) => void) | undefined;
      return {
        async start(launch) {
          const refusal = machine.refuse?.(launch);
          if (refusal) throw refusal;
          if (starts.has(launch.directory)) throw new Error(`${launch.directory} was started twice`);
          starts.set(launch.directory, { launch, signals: [], exit: undefined });
          (machine.launches as Launch[]).push(launch);
          const folder = basename(launch.directory);
          const waitStatus = early.get(folder);
          if (waitStatus !== undefined) setImmediate(end, launch.directory, waitStatus);
        },
        async adopt(directory): Promise<Adopted> {
          const start = starts.get(directory);
          if (!start) return { outcome: 'never-started' };
          return start.exit ? { outcome: 'exited', exit: start.exit } : { outcome: 'running' };
        },
        async signal(directory, signal) {
          const start = starts.get(directory);
          if (!start || start.exit) return false;
          start.signals.push(signal);
          if (signal === SIGKILL || (signal === SIGTERM && machine.obedient)) end(directory, signal);
          return true;
        },
        async discard() {},
        async sweep() {},
        onExit(listener) {
          own = listener;
          listeners.add(listener);
        },
        async close() {
          if (own) listeners.delete(own);
        },
      };
    },
  };
  return machine;
}
