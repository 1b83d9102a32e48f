import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { options } from '../../../build.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/**
 * The whole program as a process of its own, on a cluster in memory; see FakeScheduler. FAKE_JOB_ID is the id of
 * the next job there, FAKE_JOB that of one that is there already; after FAKE_FORGETS calls it begins anew.
 */
export interface Program {
  /** A folder of its own for what a test needs. */
  readonly folder: string;
  /** With `slurmrest`, and `slurmrestd` as the slides call it, on the PATH. */
  readonly env: NodeJS.ProcessEnv;
  start(command: string, args: readonly string[], options?: SpawnOptions): Running;
  /** Ends what is still running and removes the folder. */
  dispose(): Promise<void>;
}

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** What `pattern` matches, once it is on stderr. */
  told(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code; a signal counts as 128 and its number would, which is -1 here. */
  readonly exited: Promise<number>;
}

const CLUSTER_IN_MEMORY: Plugin = {
  name: 'a cluster in memory',
  setup(options) {
    options.onLoad({ filter: /src\/cli\/open-scheduler\.ts$/ }, () => ({
      contents: `import { FakeScheduler } from '${ROOT}/test/engine/fake-scheduler.ts';
        function cluster() {
          const { FAKE_JOB_ID: next = '1', FAKE_JOB: present } = process.env;
          const scheduler = new FakeScheduler(Number(next));
          if (present) scheduler.add({ job_id: Number(present), account: 'test', user_id: process.getuid() });
          return scheduler;
        }
        export async function openScheduler() {
          let current = cluster();
          const forgetAfter = Number(process.env.FAKE_FORGETS ?? Infinity);
          let calls = 0;
          return new Proxy(current, {
            get(_, name) {
              calls += 1;
              if (calls % forgetAfter === 0) current = cluster();
              const value = current[name];
              return typeof value === 'function' ? value.bind(current) : value;
            },
          });
        }`,
      loader: 'ts',
      resolveDir: ROOT,
    }));
  },
};

/** With `embedded` the program has the scheduler it has in earnest. */
export async function buildProgram(scheduler: 'memory' | 'embedded' = 'memory'): Promise<Program> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-program-'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  await build({
    ...options,
    stdin: {
      contents:
        "import { main } from './src/cli/main.ts'; process.exitCode = await main(process.argv.slice(2), process);",
      resolveDir: ROOT,
    },
    outdir: folder,
    entryNames: 'program',
    legalComments: 'none',
    plugins: [...options.plugins!, ...(scheduler === 'memory' ? [CLUSTER_IN_MEMORY] : [])],
  });
  for (const name of ['slurmrest', 'slurmrestd']) {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\nexec ${process.execPath} ${folder}/program.js "$@"\n`);
    chmodSync(file, 0o755);
  }
  const env = {
    PATH: `${folder}:${process.env['PATH']}`,
    HOME: folder,
    SLURMREST_STATE: path.join(folder, 'state'),
    // Tests may run as root.
    SLURMRESTD_SECURITY: 'become_user',
  };
  const running: Running[] = [];
  return {
    folder,
    env,
    start(command, args, options = {}) {
      const child = spawn(command, args, { env, cwd: folder, ...options });
      const started = follow(child);
      running.push(started);
      return started;
    },
    async dispose() {
      for (const { child } of running) child.kill('SIGKILL');
      await Promise.all(running.map(({ exited }) => exited));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function follow(child: ChildProcess): Running {
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
    wake();
  });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code ?? -1);
      wake();
    });
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    told: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stderr);
          if (!found && child.exitCode === null && child.signalCode === null) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error(`ended without telling ${pattern}: ${stderr}`));
        };
        waiting.add(look);
        look();
      }),
  };
}
