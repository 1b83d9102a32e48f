import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../reliability/fault.ts';
import { until } from '../../reliability/site.ts';
import { daemon, signalDaemon } from '../slurm.ts';
import { openFront } from './front.ts';
import { isClear, Submissions } from './submissions.ts';

const JOBS = '/slurm/v1/jobs';
const ACCOUNTS = '/slurmdb/v0.0.42/accounts/';
/** More than go to slurmctld at a time. */
const CROWD = 40;

/** What a daemon of Slurm takes with it: the requests that fail meanwhile, and those that go on. */
interface Stricken {
  readonly name: 'slurmctld' | 'slurmdbd' | 'munged';
  readonly promise: string;
  readonly fails: readonly string[];
  readonly goesOn: readonly string[];
  readonly submits: boolean;
}

/** A daemon of Slurm, killed and started again, then stopped and let go on. */
function killedAndHung({ name, promise, fails, goesOn, submits }: Stricken): Fault {
  return {
    name: `${name} killed and hung`,
    promise,
    quick: 1,
    thorough: 6,
    async provoke(findings, times, random) {
      const front = openFront();
      try {
        const served = await front.serve();
        const { ask } = served;
        const submissions = new Submissions(findings);
        const works = async (path: string) => (await ask(path)).status === 200;
        for (let time = 0; time < times; time++) {
          for (const how of ['killed', 'hung'] as const) {
            await submissions.make(ask, 3);
            await submissions.saved();
            const underWay = submissions.make(ask, 8);
            await sleep(random() * 50);
            if (how === 'killed') await daemon('kill', name);
            else signalDaemon('SIGSTOP', name);
            findings.inject(how);
            await underWay;
            if (how === 'killed' && name === 'slurmctld') submissions.killed();

            const [statuses, failing, others] = await Promise.all([
              submissions.make(ask, CROWD),
              Promise.all(fails.map((path) => ask(path))),
              Promise.all(goesOn.map(works)),
            ]);
            findings.check(
              'submissions meanwhile',
              statuses.every((status) => status !== undefined && (status === 200) === submits),
              () => `${name} is ${how}, and submissions are answered ${statuses.join(' ')}`,
            );
            for (const answer of failing) isClear(findings, answer);
            for (const good of others) findings.check('what needs it not goes on', good);

            if (how === 'killed') await daemon('start', name);
            else signalDaemon('SIGCONT', name);
            for (const path of [JOBS, ACCOUNTS])
              await until(`${path} works again`, () => works(path).catch(() => false));
            await until('submissions work again', async () => (await submissions.make(ask, 1))[0] === 200);
            findings.check('all of it works again by itself', served.child.exitCode === null);
          }
        }
        await submissions.verify();
        await served.stop();
      } finally {
        await front.dispose();
      }
    },
  };
}

export const controllers = killedAndHung({
  name: 'slurmctld',
  promise:
    'What it accepted and saved is there once, what was refused is not; everybody is told within its timeout, and all goes on by itself.',
  fails: [JOBS],
  goesOn: [ACCOUNTS],
  submits: false,
});

export const storages = killedAndHung({
  name: 'slurmdbd',
  promise: 'Questions on accounts fail with a clear error meanwhile; jobs are submitted and shown as ever.',
  fails: [ACCOUNTS],
  goesOn: [JOBS],
  submits: true,
});

export const credentials = killedAndHung({
  name: 'munged',
  promise: 'Without credentials nothing is carried out, everybody is told so, and all goes on by itself.',
  fails: [JOBS, ACCOUNTS],
  goesOn: [],
  submits: false,
});
