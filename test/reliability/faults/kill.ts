import { setTimeout as sleep } from 'node:timers/promises';
import { endIfThere } from '../../processes.ts';
import type { Question } from '../ask.ts';
import { type Fault, pick } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { type Daemon, Site, until } from '../site.ts';

/** SIGKILL, at random moments of a day's work, of whoever takes part in it. */
export const kills: Fault = {
  name: 'kill -9 of daemons, launchers and shepherds',
  promise:
    'No accepted job is lost, no start runs twice, exit codes are the true ones or called unknown, nothing is left behind, and whoever is left takes over.',
  quick: 8,
  thorough: 100,
  async provoke(findings, times, random) {
    const site = new Site();
    try {
      const daemons: Daemon[] = [await site.serve({ name: 'a' }), await site.serve({ name: 'b' })];
      const ask = async (where: string, question?: Question) => pick(random, daemons).ask(where, question);
      const ledger = new Ledger(site);
      const stop = new AbortController();
      const work = () => `sleep 0.${Math.floor(random() * 6)}`;
      const submitters = Array.from({ length: 4 }, () => ledger.submitUntil(stop.signal, ask, work, 100));

      const mayBeLost = new Set<string>();
      for (let death = 0; death < times; death++) {
        await sleep(random() * 600);
        const victim = pick(random, ['daemon', 'daemon', 'launcher', 'shepherd']);
        if (victim === 'daemon') {
          const which = Math.floor(random() * daemons.length);
          await daemons[which]!.murder();
          // The other one takes over meanwhile.
          await sleep(random() * 1000);
          daemons[which] = await site.serve({ name: which === 0 ? 'a' : 'b' });
        } else if (victim === 'launcher') {
          const pids = await until('there is a launcher', () =>
            some(site.launchers(daemons.map(({ pid }) => pid))),
          );
          endIfThere(pick(random, pids));
        } else {
          const { pid, start } = pick(
            random,
            await until('there is a shepherd', () => some(site.shepherds())),
          );
          mayBeLost.add(start);
          endIfThere(pid);
        }
        findings.inject(victim);
      }
      stop.abort();
      await Promise.all(submitters);
      await ledger.verify(findings, ask, mayBeLost);
      for (const daemon of daemons) await daemon.stop();
      await leavesNothing(site);
      findings.check('processes and folders left behind', true);
    } finally {
      await site.dispose();
    }
  },
};

/** Where nobody serves, what a submission starts schedules; that is killed, too. */
export const killsOfLeaders: Fault = {
  name: 'kill -9 of what schedules for a submission without a daemon',
  promise: 'The next submission goes on where it ended; no accepted job is lost or runs twice.',
  quick: 2,
  thorough: 12,
  async provoke(findings, times, random) {
    const site = new Site();
    try {
      const ledger = new Ledger(site);
      const submit = async () => {
        const { code, stdout, stderr } = await site.run([
          'submit',
          '--job-name=ledger',
          '--output=/dev/null',
          `--wrap=${ledger.script('sleep 0.2').replace(/^#!.*\n/, '')}`,
        ]);
        const id = /\d+/.exec(stdout);
        if (code === 0 && id) ledger.acknowledged.push(Number(id[0]));
        else throw new Error(`a submission failed: ${stderr}`);
      };
      for (let death = 0; death < times; death++) {
        await submit();
        await sleep(random() * 800);
        const leader = await until('there is a leader', () => some(site.processes('lead')));
        for (const pid of leader) endIfThere(pid);
        findings.inject('leader');
      }
      await submit();
      // It ends by itself once there is nothing to do.
      await until('the last leader ends', () => site.processes('lead').length === 0);
      const daemon = await site.serve();
      await ledger.verify(findings, daemon.ask);
      await daemon.stop();
      await leavesNothing(site);
      findings.check('processes and folders left behind', true);
    } finally {
      await site.dispose();
    }
  },
};

/** @throws Error where there is anything after a while */
export async function leavesNothing(site: Site): Promise<void> {
  await until('processes end', () => site.processes('').length === 0);
  await until('the traces of starts are removed', () => site.startTraces().length === 0);
}

function some<Found>(found: readonly Found[]): readonly Found[] | undefined {
  return found.length > 0 ? found : undefined;
}
