import { readSlurmConf } from '../../../src/slurm/slurm-conf.ts';
import { startCuttingProxy } from '../../reliability/cutting-proxy.ts';
import { type Fault, pick } from '../../reliability/fault.ts';
import { givesBackDescriptors, settledDescriptors } from '../../reliability/faults/descriptors.ts';
import { cluster } from '../slurm.ts';
import { openFront } from './front.ts';
import { isClear, Submissions } from './submissions.ts';

/** Connections to slurmctld that are cut after any byte of a request or a reply. */
export const cutPackets: Fault = {
  name: 'packets to and from slurmctld cut midway',
  promise:
    'A submission is carried out once or not at all; who is told "accepted" or "refused" can rely on it.',
  quick: 40,
  thorough: 200,
  async provoke(findings, times, random) {
    const proxy = await startCuttingProxy({ port: readSlurmConf(cluster.conf).controllerPorts[0]! });
    const front = openFront(proxy.port);
    try {
      const daemon = await front.serve();
      const submissions = new Submissions(findings);
      await submissions.make(daemon.ask, 1);
      const before = await settledDescriptors(daemon);
      let wasCut = false;
      proxy.cut = () => {
        // Up to 24.05 slurmctld closes connections of credentials it refuses: every one closed is taken for that.
        wasCut = !wasCut && random() < 0.7;
        if (!wasCut) return undefined;
        const direction = pick(random, ['request', 'reply'] as const);
        findings.inject(`in a ${direction}`);
        return { direction, after: Math.floor(random() * (direction === 'request' ? 800 : 200)) };
      };
      for (let time = 0; time < times; time++) {
        if (random() < 0.7) await submissions.make(daemon.ask, 1);
        else {
          const answer = await daemon.ask(pick(random, ['/slurm/v1/jobs', '/slurm/v1/diag']));
          if (answer.status !== 200) isClear(findings, answer);
        }
      }
      proxy.cut = () => undefined;
      const [status] = await submissions.make(daemon.ask, 1);
      findings.check('it works again by itself', status === 200, () => `a submission is answered ${status}`);
      await submissions.verify();
      await givesBackDescriptors(findings, daemon, before);
      await daemon.stop();
    } finally {
      await front.dispose();
      await proxy.close();
    }
  },
};
