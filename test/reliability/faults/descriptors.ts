import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Findings } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { type Daemon, Site, until } from '../site.ts';
import { leavesNothing } from './kill.ts';

/** More connections than a process may have files. */
export const descriptors: Fault = {
  name: 'no file descriptors left (EMFILE)',
  promise: 'The daemon stays, what it accepted runs, and it answers as before when the connections are gone.',
  quick: 2,
  thorough: 8,
  async provoke(findings, times, random) {
    const site = new Site();
    try {
      const daemon = await site.serve({ prefix: ['prlimit', '--nofile=80:80'] });
      const ledger = new Ledger(site);
      await ledger.submit(daemon.ask, '');
      for (let time = 0; time < times; time++) {
        const before = await settledDescriptors(daemon);
        const socketPath = 'socketPath' in daemon.target ? daemon.target.socketPath : '';
        const sockets = Array.from({ length: 150 }, () => connect(socketPath).on('error', () => {}));
        await until('all descriptors taken', () => openDescriptors(daemon.pid) >= 70);
        await sleep(random() * 500);
        findings.inject('flood of connections');
        // Some of these are refused; those that are not count.
        await Promise.all(
          Array.from({ length: 10 }, () =>
            ledger.submit(
              (where, question) => daemon.ask(where, { ...question, timeoutMs: 2000 }),
              'sleep 0.2',
            ),
          ),
        );
        for (const socket of sockets) end(socket);
        await until('it answers again', () =>
          daemon.ask('/slurm/v1/ping', { timeoutMs: 5000 }).then(
            ({ status }) => status === 200,
            () => false,
          ),
        );
        findings.check('it answers again', daemon.child.exitCode === null);
        await ledger.submit(daemon.ask, '');
        await givesBackDescriptors(findings, daemon, before, 8);
      }
      await ledger.verify(findings, daemon.ask);
      await daemon.stop();
      await leavesNothing(site);
    } finally {
      await site.dispose();
    }
  },
};

function end(socket: Socket): void {
  socket.destroy();
}

function openDescriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** How many descriptors a daemon has once it does nothing. */
export async function settledDescriptors(daemon: Daemon): Promise<number> {
  let last = -1;
  return until('descriptors settle', async () => {
    await sleep(300);
    const now = openDescriptors(daemon.pid);
    const same = now === last;
    last = now;
    return same && now;
  });
}

/**
 * Checks that a daemon which does nothing has as many descriptors as it had.
 * @param spare how many more are no leak
 */
export async function givesBackDescriptors(
  findings: Findings,
  daemon: Daemon,
  before: number,
  spare = 4,
): Promise<void> {
  const after = await settledDescriptors(daemon);
  findings.check(
    'descriptors given back',
    after <= before + spare,
    () => `${before} descriptors became ${after}`,
  );
}
