import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A test cluster of real Slurm with SchedMD's slurmrestd beside it, see test/cluster/README.md. */
export interface TestCluster {
  readonly release: string;
  /** The newest version of SchedMD's API that its slurmrestd speaks: 45 is v0.0.45. */
  readonly version: number;
  readonly env: NodeJS.ProcessEnv;
  /** Base URL. */
  readonly slurmrestd: string;
  /** Working directory of jobs. */
  readonly jobsFolder: string;
  /** Runs one of Slurm's commands and returns what it prints. */
  slurm(command: string, ...args: string[]): string;
  down(): void;
}

const SCRIPT = 'test/cluster/cluster.sh';
const NEWEST = '26.05';
const VERSIONS: Readonly<Record<string, number>> = { '22.05': 38, '24.11': 42, '26.05': 45 };
/** Lines of slurm.conf: finished jobs go at once, and many have room. */
const CONF = ['MinJobAge=2', 'MaxJobCount=250000'];

/** Why no cluster can be brought up here. */
export function clusterUnavailable(): string | undefined {
  if (process.env['SLURM_TEST_VERSION']) return undefined;
  if (process.geteuid?.() !== 0 || !existsSync('/etc/debian_version'))
    return 'a cluster of real Slurm is brought up by root, on Debian';
  // Bringing one up takes down the one there is, which somebody may be using.
  if (existsSync(envFile()))
    return `a cluster ${NEWEST} is up: source ${envFile()} to measure it, or take it down first`;
  return undefined;
}

/** The cluster whose env file was sourced; else one that is brought up for the purpose and taken down afterwards. */
export function openTestCluster(): TestCluster {
  const release = process.env['SLURM_TEST_VERSION'];
  if (release) return describe(process.env, () => {});
  execFileSync(SCRIPT, ['up', NEWEST, ...CONF], { stdio: ['ignore', 'ignore', 'inherit'] });
  const text = execFileSync('bash', ['-c', `. ${envFile()}; env -0`], { encoding: 'utf8' });
  const env = Object.fromEntries(text.split('\0').flatMap((line) => (line ? [split(line)] : [])));
  return describe(env, () => void execFileSync(SCRIPT, ['down', NEWEST]));
}

function envFile(): string {
  return `${process.env['SLURM_TEST_DIR'] ?? '/tmp/slurmrest-clusters'}/${NEWEST}/env`;
}

function split(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

function describe(env: NodeJS.ProcessEnv, down: () => void): TestCluster {
  const release = env['SLURM_TEST_VERSION']!;
  return {
    release,
    version: VERSIONS[release] ?? 42,
    env,
    slurmrestd: env['SLURM_TEST_SLURMRESTD']!,
    jobsFolder: `${env['SLURM_TEST_CLUSTER']}/jobs`,
    slurm: (command, ...args) => execFileSync(command, args, { encoding: 'utf8', env, maxBuffer: 1 << 30 }),
    down,
  };
}

/** The headers of requests as `alice`, whom every test cluster has. */
export function tokenHeaders(cluster: TestCluster): Record<string, string> {
  const printed = cluster.slurm('scontrol', 'token', 'username=alice', 'lifespan=7200');
  return {
    'x-slurm-user-name': 'alice',
    'x-slurm-user-token': printed.trim().replace('SLURM_JWT=', ''),
    'content-type': 'application/json',
  };
}

/** How often slurmctld was asked for something since it started. @param rpc e.g. `REQUEST_JOB_INFO` */
export function rpcCount(cluster: TestCluster, rpc: string): number {
  const [, count = '0'] =
    new RegExp(`${rpc}\\s+\\(\\s*\\d+\\)\\s+count:(\\d+)`).exec(cluster.slurm('sdiag')) ?? [];
  return Number(count);
}

/** Cancels all jobs and waits until slurmctld has forgotten them. */
export async function forgetJobs(cluster: TestCluster, left: () => Promise<number>): Promise<void> {
  cluster.slurm('scancel', '--user=alice');
  for (let tries = 0; (await left()) > 0 && tries < 300; tries++) await sleep(1000);
}
