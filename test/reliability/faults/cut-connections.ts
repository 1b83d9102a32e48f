import { ask as askAt } from '../ask.ts';
import { startCuttingProxy } from '../cutting-proxy.ts';
import { type Fault, pick } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { Site } from '../site.ts';
import { givesBackDescriptors, settledDescriptors } from './descriptors.ts';
import { leavesNothing } from './kill.ts';

/** Connections that are cut after any byte of a request or an answer. */
export const cutConnections: Fault = {
  name: 'connections cut in the midst of requests and answers',
  promise:
    'A submission is carried out once or not at all, a part of a request never, and nothing is left open.',
  quick: 60,
  thorough: 300,
  async provoke(findings, times, random) {
    const site = new Site();
    try {
      const daemon = await site.serve();
      const socketPath = 'socketPath' in daemon.target ? daemon.target.socketPath : '';
      const proxy = await startCuttingProxy({ path: socketPath });
      const ledger = new Ledger(site);
      await ledger.submit(daemon.ask, '');
      const before = await settledDescriptors(daemon);
      const requestBytes = JSON.stringify(ledger.body('')).length + 200;
      for (let time = 0; time < times; time++) {
        const direction = pick(random, ['request', 'reply'] as const);
        const after = Math.floor(random() * (direction === 'request' ? requestBytes : 500));
        proxy.cut = () => ({ direction, after });
        findings.inject(`in a ${direction}`);
        const ask = (where: string, question = {}) => askAt({ port: proxy.port }, where, question);
        if (random() < 0.8) await ledger.submit(ask, '');
        else await ask('/slurm/v1/jobs').catch(() => undefined);
      }
      await proxy.close();
      await ledger.verify(findings, daemon.ask);
      const jobs = await ledger.jobs(daemon.ask);
      const most = ledger.acknowledged.length + ledger.unanswered;
      findings.check(
        'submissions carried out once',
        jobs.length <= most,
        () => `${jobs.length} jobs of ${most} submissions`,
      );
      findings.check('nobody is refused for what was cut', Object.keys(ledger.refused).length === 0, () =>
        JSON.stringify(ledger.refused),
      );
      await givesBackDescriptors(findings, daemon, before);
      await daemon.stop();
      await leavesNothing(site);
    } finally {
      await site.dispose();
    }
  },
};
