import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

function variable(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: source the env file of a running cluster (test/cluster/README.md)`);
  return value;
}

/** The cluster whose env file was sourced, as `cluster.sh` describes it. */
export const cluster = {
  /** Slurm's release, e.g. `22.05`. */
  version: variable('SLURM_TEST_VERSION'),
  folder: variable('SLURM_TEST_CLUSTER'),
  conf: variable('SLURM_CONF'),
  /** The root folder of the Debian its daemons run in. */
  root: variable('SLURM_TEST_ROOT'),
  /** Where jobs of the tests run and write; everyone may. */
  jobs: `${variable('SLURM_TEST_CLUSTER')}/jobs`,
  /** SchedMD's slurmrestd. */
  slurmrestd: variable('SLURM_TEST_SLURMRESTD'),
};

/** Runs one of Slurm's commands on the cluster and returns what it prints. */
export async function slurm(command: string, args: readonly string[], user = 'root'): Promise<string> {
  const { stdout } = await run(command, args, {
    env: { ...process.env, SLURM_TEST_USER: user },
    maxBuffer: 1 << 30,
  });
  return stdout;
}

/** Submits a batch job with sbatch and returns its id (of a het job its leader's). */
export async function sbatch(args: readonly string[], user = 'alice'): Promise<number> {
  return Number.parseInt(await slurm('sbatch', ['--parsable', ...args], user), 10);
}

/** A token of auth/jwt as `scontrol token` hands it to an administrator, good for half an hour. */
export async function token(user: string): Promise<string> {
  const printed = await slurm('scontrol', ['token', `username=${user}`]);
  return printed.trim().replace(/^SLURM_JWT=/, '');
}

/** Stops, kills or starts a daemon of the cluster. */
export async function daemon(action: 'start' | 'stop' | 'kill', name: string): Promise<void> {
  await run(path.resolve('test/cluster/cluster.sh'), [action, cluster.version, name]);
}

/** Lets a daemon of the cluster hang, or go on. */
export function signalDaemon(signal: 'SIGSTOP' | 'SIGCONT', name: string): void {
  process.kill(Number(readFileSync(path.join(cluster.folder, 'run', `${name}.pid`), 'utf8')), signal);
}

/**
 * Asks again until the answer is good.
 * @throws Error naming `what` after `seconds`
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  seconds = 120,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(200);
  }
}
