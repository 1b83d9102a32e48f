import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endIfThere, processesWith } from '../processes.ts';
import { type Answer, ask, type Question, type Target } from './ask.ts';

/** The built program; `npm run build` makes it. Everything here runs from the folder of the project. */
const PROGRAM = path.resolve('bin/slurmrest.js');

/** A daemon of a {@link Site}. */
export interface Daemon {
  readonly child: ChildProcess;
  readonly target: Target;
  readonly exited: Promise<void>;
  readonly pid: number;
  /** What it said so far. */
  log(): string;
  ask(path: string, question?: Question): Promise<Answer>;
  /** SIGKILL. */
  murder(): Promise<void>;
  /** SIGTERM, and then as long as it takes. */
  stop(): Promise<void>;
}

export interface SiteOptions {
  /** How many jobs run at a time. */
  readonly cpus?: number;
  /** Lines of slurm.conf; default: ended jobs are kept. */
  readonly conf?: string;
  /** The slurm.conf of a real cluster, which takes the place of the embedded scheduler. */
  readonly cluster?: string;
  /** Holds the state folder, below the folder of the site; default that one itself. */
  readonly stateDirectory?: string;
}

export interface ServeOptions {
  /** Distinguishes several daemons of one site. */
  readonly name?: string;
  /** Words in front of the program: `setpriv …`, `sh -c …`. */
  readonly prefix?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** A state folder, the daemons and commands that use it, and all their processes: the whole program as users have it. */
export class Site {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-site-'));
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #daemons = new Set<Daemon>();

  constructor({ cpus = 32, conf = '', cluster, stateDirectory = '.' }: SiteOptions = {}) {
    this.state = path.join(this.folder, stateDirectory, 'state');
    const file = path.join(this.folder, 'slurm.conf');
    writeFileSync(
      file,
      cluster ??
        `ClusterName=site\n${conf || 'MinJobAge=86400\n'}NodeName=localhost CPUs=${cpus} RealMemory=99999\nPartitionName=all Nodes=ALL Default=YES\n`,
    );
    this.env = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: this.folder,
      XDG_CONFIG_HOME: '/nonexistent',
      ...(cluster === undefined && { SLURMREST_STATE: this.state }),
      SLURM_CONF: file,
      SLURMRESTD_SECURITY: 'become_user',
    };
  }

  /** Starts a daemon and waits until it says that it listens, or has ended. */
  async serve(options: ServeOptions = {}): Promise<Daemon> {
    const daemon = this.start(options);
    await until(
      'the daemon listens',
      () => daemon.child.exitCode !== null || /listening on/.test(daemon.log()),
    );
    if (daemon.child.exitCode !== null) throw new Error(`the daemon ended: ${daemon.log()}`);
    return daemon;
  }

  /** Starts a daemon. */
  start({ name = 'socket', prefix = [], env = {} }: ServeOptions = {}): Daemon {
    const socketPath = path.join(this.folder, name);
    const child = this.spawn([...prefix, process.execPath, PROGRAM, 'serve', `unix:${socketPath}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...this.env, ...env },
    });
    let log = '';
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      log = (log + chunk).slice(-100_000);
    });
    const target = { socketPath };
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const daemon: Daemon = {
      child,
      target,
      exited: exited.then(() => {
        this.#daemons.delete(daemon);
      }),
      get pid() {
        return child.pid!;
      },
      log: () => log,
      ask: (where, question) => ask(target, where, question),
      async murder() {
        child.kill('SIGKILL');
        await exited;
      },
      async stop() {
        child.kill('SIGTERM');
        await exited;
      },
    };
    this.#daemons.add(daemon);
    return daemon;
  }

  /** Runs a command of the program to its end. */
  async run(words: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = this.spawn([process.execPath, PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout!.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr!.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, stdout, stderr };
  }

  spawn([file, ...words]: readonly string[], options: SpawnOptions): ChildProcess {
    return spawn(file!, words, { cwd: this.folder, env: this.env, ...options });
  }

  /** Processes of this site with this word on their command line. */
  processes(word: string): readonly number[] {
    return processesWith('cmdline', this.state, word);
  }

  /** The processes that look after running jobs, with the folders of their starts. */
  shepherds(): readonly { readonly pid: number; readonly start: string }[] {
    const pids = this.processes('slurmrest: shepherd of ');
    // A job that has not begun yet still looks like its shepherd.
    const own = pids.filter((pid) => !pids.includes(parentOf(pid)));
    return own.map((pid) => ({
      pid,
      start: path.basename(read(`/proc/${pid}/cmdline`).replace(/\0.*$/s, '').trim()),
    }));
  }

  /** The processes that fork shepherds for these daemons. */
  launchers(parents: readonly number[]): readonly number[] {
    return processesWith('cmdline', 'slurmrest: launcher').filter((pid) => parents.includes(parentOf(pid)));
  }

  /** Traces of starts that were not removed: records, and folders of their own. */
  startTraces(): readonly string[] {
    const runs = path.join(this.state, 'run');
    return existsSync(runs) ? readdirSync(runs).filter((name) => /^\d+\.\d+/.test(name)) : [];
  }

  /** Ends all processes, then does what else is to be done, and removes everything. */
  async dispose(release: () => void = () => {}): Promise<void> {
    await Promise.all(Array.from(this.#daemons, (daemon) => daemon.murder()));
    for (const pid of processesWith('environ', this.folder)) endIfThere(pid);
    for (const pid of this.processes('')) endIfThere(pid);
    release();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function parentOf(pid: number): number {
  return Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Its process has ended.
    return '';
  }
}

/**
 * Looks again and again.
 * @throws Error naming `what` after `seconds`
 */
export async function until<Found>(
  what: string,
  look: () => Found | undefined | false | Promise<Found | undefined | false>,
  seconds = 240,
): Promise<Found> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(50);
  }
}
