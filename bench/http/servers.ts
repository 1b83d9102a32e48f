import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A server that this program started. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  stop(): void;
}

/** Our daemon, as it is built in dist/. @param args of `slurmrest serve` */
export function startDaemon(env: NodeJS.ProcessEnv, args: readonly string[] = []): Promise<Server> {
  const command = ['bin/slurmrest.js', 'serve', '--allow-root', '--auth-types=jwt', ...args, '127.0.0.1:0'];
  return listening(spawnApart(command, { stdio: ['ignore', 'ignore', 'pipe'], env }), 'stderr');
}

/** node:http by itself, which answers every request with the bytes it was given last: see {@link imitate}. */
export function startBare(): Promise<Server> {
  const program = path.join(path.dirname(process.argv[1]!), 'bare-server.js');
  return listening(spawnApart([program], { stdio: ['ignore', 'pipe', 'inherit'] }), 'stdout');
}

/**
 * Runs Node in a session of its own, as the daemons of the cluster are: Linux shares the processors among sessions, and
 * what shares one with those who ask gets what they leave. Source: sched(7), "The autogroup feature".
 */
function spawnApart(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, { ...options, detached: true });
  process.once('exit', () => void child.kill());
  return child;
}

function listening(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<Server> {
  return new Promise((resolve, reject) => {
    let told = '';
    child[stream]!.on('data', (chunk) => {
      told += chunk;
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(told) ?? [];
      if (url) resolve({ url, pid: child.pid!, stop: () => void child.kill() });
    });
    child.once('exit', () => reject(new Error(told)));
  });
}

/** Has the bare server answer as this answer was. */
export async function imitate(bare: Server, answer: Response): Promise<void> {
  const headers = JSON.stringify([...answer.headers].filter(([name]) => !PER_CONNECTION.has(name)));
  const told = { 'x-status': String(answer.status), 'x-headers': headers };
  await fetch(bare.url, { method: 'PATCH', headers: told, body: await answer.arrayBuffer() });
}

/** Of every Linux that people run. Source: sysconf(3), _SC_CLK_TCK. */
const TICKS_PER_SECOND = 100;

const PER_CONNECTION = new Set(['connection', 'keep-alive', 'date']);

/** The process that listens at this address as its last argument says, as slurmrestd does. */
export function processAt(url: string): number {
  const address = new URL(url).host;
  return readdirSync('/proc')
    .map(Number)
    .find((pid) => pid > 0 && commandLine(pid).endsWith(`\0${address}\0`))!;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Resident memory of a process in MiB. Source: proc(5), VmRSS. */
export function residentMiB(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}

/** What a process has had of the processors so far, in milliseconds. Source: proc(5), /proc/pid/stat, utime and stime. */
export function processorMs(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [utime, stime] = rest.split(' ').slice(11, 13).map(Number);
  return ((utime! + stime!) * 1000) / TICKS_PER_SECOND;
}
