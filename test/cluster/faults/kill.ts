import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../reliability/fault.ts';
import { openFront } from './front.ts';
import { Submissions } from './submissions.ts';

/** SIGKILL of the daemon while it passes submissions on. */
export const killedDaemons: Fault = {
  name: 'kill -9 of the daemon in front, in the midst of submissions',
  promise:
    'What was accepted is there once, what got no answer once at most, and the next daemon serves at once.',
  quick: 4,
  thorough: 40,
  async provoke(findings, times, random) {
    const front = openFront();
    try {
      const submissions = new Submissions(findings);
      for (let time = 0; time < times; time++) {
        const { ask, murder } = await front.serve();
        const [status] = await submissions.make(ask, 1);
        findings.check('it serves', status === 200, () => `a submission is answered ${status}`);
        const underWay = submissions.make(ask, 8);
        await sleep(random() * 300);
        await murder();
        findings.inject('kill -9');
        await underWay;
      }
      const last = await front.serve();
      await submissions.make(last.ask, 1);
      await submissions.verify();
      await last.stop();
    } finally {
      await front.dispose();
    }
  },
};
