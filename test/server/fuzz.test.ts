import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus } from './fuzz/corpus.ts';
import { mutated, randomNumbers } from './fuzz/mutate.ts';
import { buildProgram, type Program, type Running } from './process/program.ts';
import { open, send, statusesIn, type Target, untilClosed } from './raw-client.ts';

/** How many requests are sent, and what they are made of; the same seed makes the same requests. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 3000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20190917);
const AT_ONCE = 32;
/** Milliseconds after which an unanswered client, which has long stopped to send, counts as hung. */
const HUNG_MS = 120_000;
/** Bytes of memory that a garbage collector may need more at one moment than at another. */
const SLACK = 64 * 1024 * 1024;

let program: Program;
let daemon: Running;
let targets: Target[];
beforeAll(async () => {
  program = await buildProgram();
  const socket = path.join(program.folder, 's');
  // Jobs that are kept are no leak; so that they do not pass for one, they are not kept.
  const env = { ...program.env, FAKE_FORGETS: '1000', SLURMREST_API_KEY: 'key' };
  daemon = program.start('slurmrest', ['serve', '127.0.0.1:0', `unix:${socket}`], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = Number((await daemon.told(/http:\/\/127\.0\.0\.1:(\d+)/))[1]);
  // Over the UNIX socket a request stays authenticated however its headers change.
  targets = [{ port }, { path: socket }, { path: socket }];
}, 300_000);
afterAll(() => program.dispose());

/** Bytes of memory the daemon takes up, see proc(5). */
function memory(): number {
  const status = readFileSync(`/proc/${daemon.child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** Sends bytes, then no more, and takes the answers until the daemon closes. */
async function answersTo(target: Target, bytes: string): Promise<number[]> {
  const socket = await open(target);
  const hung = setTimeout(() => socket.destroy(new Error(`hung: ${JSON.stringify(bytes)}`)), HUNG_MS);
  let failure: Error | undefined;
  socket.once('error', (error: NodeJS.ErrnoException) => {
    // Who still sends while the daemon hangs up may be told so.
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') failure = error;
  });
  socket.end(Buffer.from(bytes, 'latin1'));
  const received = await untilClosed(socket);
  clearTimeout(hung);
  if (failure) throw failure;
  return Array.from(received.matchAll(/HTTP\/1\.1 (\d{3}) /g), ([, status]) => Number(status));
}

/** 501 and 505 are the right answers to a transfer coding and a version that nobody speaks. */
const sound = (status: number) => status < 500 || status === 501 || status === 505;

describe(`${REQUESTS} mutated requests (seed ${SEED})`, () => {
  test('neither crash the daemon, nor hang it, nor make it fail or grow', {
    timeout: 3_600_000,
  }, async () => {
    const requests = corpus('X-SLURM-API-KEY: key\r\nX-SLURM-USER-ID: 0\r\n');
    const random = randomNumbers(SEED);
    const statuses = new Map<number, number>();
    let sent = 0;
    const client = async (until: number): Promise<void> => {
      while (sent < until) {
        const target = targets[sent % targets.length]!;
        // Every fifth connection carries two.
        const count = sent % 5 === 0 ? 2 : 1;
        sent += count;
        const bytes = Array.from({ length: count }, () => mutated(requests, random)).join('');
        const answers = await answersTo(target, bytes);
        for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (!answers.every(sound)) expect.fail(`${answers} to ${JSON.stringify(bytes)}`);
      }
    };
    const clients = (until: number) => Promise.all(Array.from({ length: AT_ONCE }, () => client(until)));

    await clients(REQUESTS / 3);
    const before = memory();
    await clients(REQUESTS);
    const growth = memory() - before;
    process.stderr.write(
      `${sent} requests; ${JSON.stringify(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)))}; ` +
        `${Math.round(before / 1048576)} MiB, then ${Math.round(growth / 1048576)} more\n`,
    );
    expect(growth).toBeLessThan(SLACK);
    // Both kinds were made: requests that pass and such that do not.
    expect(statuses.get(200)).toBeGreaterThan(0);
    expect(statuses.get(400)).toBeGreaterThan(0);

    expect(daemon.stderr()).not.toMatch(/internal error|^\s+at /m);
    const ping = 'GET /slurm/v1/ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    expect(statusesIn(await send(targets[1]!, ping))).toEqual([200]);
    daemon.child.kill('SIGTERM');
    expect(await daemon.exited).toBe(0);
  });
});
