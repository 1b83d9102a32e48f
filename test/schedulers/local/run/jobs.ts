import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRunner } from '../../../../src/schedulers/local/run/open-runner.ts';
import type { Exit, Launch, Runner } from '../../../../src/schedulers/local/run/runner.ts';
import { commandFolder } from '../../../../src/schedulers/local/run/srun.ts';
import { readRecord } from '../../../../src/schedulers/local/run/start-record.ts';

/** A runner in a folder of its own, and jobs for it. */
export interface Jobs {
  readonly folder: string;
  readonly runner: Runner;
  /** A job of this process's user whose output goes to `<folder>/out`. */
  launch(script: string, changes?: Partial<Launch>): Launch;
  /** Starts a job and waits for its end. */
  run(script: string, changes?: Partial<Launch>): Promise<Exit>;
  /** How a start ended, as soon as it does. */
  exitOf(directory: string): Promise<Exit>;
  output(name?: string): string;
  /** Waits until what a script wrote to `name` ends a line. */
  written(name?: string): Promise<string>;
  close(): Promise<void>;
}

export function openJobs(): Jobs {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  const runner = openRunner({ directory: join(folder, 'run') });
  const { exitOf, hear } = exits();
  runner.onExit(hear);
  let count = 0;
  const jobs: Jobs = {
    folder,
    runner,
    exitOf,
    launch(script, changes = {}) {
      return launchOf(folder, String(++count), script, changes);
    },
    async run(script, changes) {
      const launch = jobs.launch(script, changes);
      await runner.start(launch);
      return exitOf(launch.directory);
    },
    output: (name = 'out') => readFileSync(join(folder, name), 'utf8'),
    async written(name = 'out') {
      return until(() => {
        try {
          const text = jobs.output(name);
          return text.endsWith('\n') ? text : undefined;
        } catch {
          return undefined;
        }
      });
    },
    async close() {
      await runner.close();
      rmSync(folder, { recursive: true });
    },
  };
  return jobs;
}

/** A launch in `<folder>/run/<name>` of a script for sh; output to `<folder>/out`. */
export function launchOf(
  folder: string,
  name: string,
  script: string,
  changes: Partial<Launch> = {},
): Launch {
  const stdout = changes.stdout ?? join(folder, 'out');
  return {
    directory: join(folder, 'run', name),
    script: script.startsWith('#!') ? script : `#!/bin/sh\n${script}\n`,
    arguments: [],
    environment: [`PATH=${commandFolder(join(folder, 'run'))}:${process.env['PATH']}`],
    workDir: folder,
    stdin: '/dev/null',
    stdout,
    stderr: stdout,
    openMode: 'append',
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    ...changes,
  };
}

/** Remembers exits for those who ask later. */
export function exits() {
  const ended = new Map<string, Exit>();
  const waiting = new Map<string, (exit: Exit) => void>();
  const heard: string[] = [];
  return {
    heard,
    hear(directory: string, exit: Exit): void {
      heard.push(directory);
      ended.set(directory, exit);
      waiting.get(directory)?.(exit);
    },
    exitOf(directory: string): Promise<Exit> {
      const exit = ended.get(directory);
      if (exit) return Promise.resolve(exit);
      return new Promise((resolve) => waiting.set(directory, resolve));
    },
  };
}

/** The process that looks after a start. */
export function shepherdOf(directory: string): number {
  const record = readRecord(directory);
  if (record.kind !== 'claimed') throw new Error(`${directory} is ${record.kind}`);
  return record.pid;
}

/** The state letter of a process, `''` when it is gone. */
export function stateOf(pid: number): string {
  try {
    return /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** Asks again and again until there is an answer. */
export async function until<Answer>(
  ask: () => Answer | undefined | false | Promise<Answer | undefined | false>,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether a process lives; a corpse does not. */
export function lives(pid: number): boolean {
  return !['', 'Z', 'X'].includes(stateOf(pid));
}
