import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { type Daemon, Site } from '../site.ts';
import { givesBackDescriptors, settledDescriptors } from './descriptors.ts';
import { leavesNothing } from './kill.ts';

/** Clients that stop in the midst of an answer, as after Ctrl-Z. */
export const stoppedClients: Fault = {
  name: 'clients stopped in the midst of an answer',
  promise:
    'Everybody else is served, who goes on gets the whole answer, and who never does leaves nothing behind.',
  quick: 4,
  thorough: 10,
  async provoke(findings, times, random) {
    const site = new Site();
    try {
      const daemon = await site.serve();
      // Enough to fill every buffer on the way.
      const held = { hold: true, array: '0-999', comment: 'x'.repeat(3000) };
      const many = Array.from({ length: 400 }, () => ({ ...held, array: undefined, name: 'held' }));
      for (const job of many) {
        const body = { job: { ...job, current_working_directory: '/' }, script: '#!/bin/sh\n' };
        const { status, text } = await daemon.ask('/slurm/v1/job/submit', { method: 'POST', body });
        if (status !== 200) throw new Error(text);
      }
      const ledger = new Ledger(site);
      const before = await settledDescriptors(daemon);
      for (let time = 0; time < times; time++) {
        const clients = Array.from({ length: 5 }, () => startClient(daemon));
        for (const { child, begun } of clients) {
          await begun;
          child.kill('SIGSTOP');
        }
        findings.inject('clients stopped', clients.length);
        const listener = startClient(daemon, '/slurm/v1/events');
        await sleep(random() * 300);
        listener.child.kill('SIGSTOP');
        findings.inject('listeners stopped');
        await ledger.submit(daemon.ask, '');
        const other = await daemon.ask('/slurm/v1/ping');
        findings.check('others are served', other.status === 200);
        const [abandoned, ...goingOn] = clients;
        for (const { child } of goingOn) child.kill('SIGCONT');
        for (const { received } of goingOn) {
          const text = await received;
          // Jobs of the ledger come and go meanwhile.
          findings.check(
            'whole answers',
            JSON.parse(text).jobs.length >= many.length,
            () => `of the answer there are ${text.length} bytes`,
          );
        }
        abandoned!.child.kill('SIGKILL');
        listener.child.kill('SIGKILL');
      }
      await ledger.verify(findings, daemon.ask);
      await givesBackDescriptors(findings, daemon, before);
      await daemon.stop();
      await leavesNothing(site);
    } finally {
      await site.dispose();
    }
  },
};

function startClient(
  daemon: Daemon,
  where = '/slurm/v1/jobs',
): { child: ChildProcess; begun: Promise<unknown>; received: Promise<string> } {
  const socket = 'socketPath' in daemon.target ? daemon.target.socketPath : '';
  const child = spawn(
    'curl',
    ['--silent', '--no-buffer', '--unix-socket', socket, `http://localhost${where}`],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const chunks: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => chunks.push(chunk));
  const begun = once(child.stdout!, 'data');
  const received = once(child, 'close').then(() => Buffer.concat(chunks).toString());
  return { child, begun, received };
}
