import { setTimeout as sleep } from 'node:timers/promises';
import { controlGroupsUnavailable, makeControlGroup } from '../control-group.ts';
import type { Fault } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { Site, until } from '../site.ts';
import { leavesNothing } from './kill.ts';

/** The kernel makes no more processes for the daemon and its jobs. */
export const forkFailures: Fault = {
  name: 'no more processes (fork fails)',
  promise:
    'Jobs wait and say why, requests are answered, and everything goes on by itself once there is room.',
  quick: 2,
  thorough: 6,
  unavailable: () => controlGroupsUnavailable('pids'),
  async provoke(findings, times, random) {
    const site = new Site();
    const group = makeControlGroup('pids', 'slurmrest-fork');
    try {
      const daemon = await site.serve();
      group.join(daemon.pid);
      const ledger = new Ledger(site);
      for (let time = 0; time < times; time++) {
        await ledger.submit(daemon.ask, 'sleep 0.3');
        await sleep(random() * 300);
        // From here on none, or but a few: then a shepherd comes to be, and not its job.
        group.limit(String(group.used() + Math.floor(random() * 3)));
        findings.inject('limit of processes reached');
        const ids = await Promise.all(Array.from({ length: 6 }, () => ledger.submit(daemon.ask, '')));
        findings.check(
          'submissions meanwhile',
          ids.every((id) => id !== undefined),
        );
        const { status } = await daemon.ask('/slurm/v1/jobs');
        findings.check('reading meanwhile', status === 200);
        await sleep(500 + random() * 3000);
        group.limit('max');
        await until('jobs go on', async () =>
          (await ledger.jobs(daemon.ask)).every(({ job_state }) =>
            ['COMPLETED', 'FAILED'].includes(job_state),
          ),
        );
        findings.check('jobs that went on by themselves', true);
      }
      await ledger.verify(findings, daemon.ask);
      await daemon.stop();
      await leavesNothing(site);
    } finally {
      await site.dispose();
      await group.remove();
    }
  },
};
