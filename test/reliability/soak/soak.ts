import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endIfThere } from '../../processes.ts';
import { Findings, pick, type Random, randomOf } from '../fault.ts';
import { givesBackDescriptors, settledDescriptors } from '../faults/descriptors.ts';
import { leavesNothing } from '../faults/kill.ts';
import { type Daemon, Site, until } from '../site.ts';
import { CLIENTS, type World } from './clients.ts';
import { isFlat, type Sample, sample, trendOf } from './samples.ts';
import { Truth } from './truth.ts';

/** What came of a soak. */
export interface SoakOutcome {
  readonly seconds: number;
  readonly clients: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly jobs: { readonly accepted: number; readonly cancelled: number; readonly unanswered: number };
  readonly injected: Readonly<Record<string, number>>;
  readonly checked: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  /** Of the daemon that was left alive. */
  readonly samples: readonly Sample[];
}

/**
 * Mixed load from 64 clients on two daemons of one state folder, with faults all the time. One daemon is killed
 * throughout; the other one in the first and last part only, so that its memory can be watched in between.
 */
export async function soak(seconds: number, seed: number): Promise<SoakOutcome> {
  const findings = new Findings();
  const random = randomOf(seed);
  // What has ended is forgotten soon, so that memory can be flat.
  const site = new Site({ cpus: 64, conf: 'MinJobAge=30\n' });
  const truth = new Truth(site);
  const requests: Record<string, number> = {};
  const samples: Sample[] = [];
  try {
    const pair = {
      lasting: await site.serve({ name: 'lasting' }),
      dying: await site.serve({ name: 'dying' }),
    };
    const before = await settledDescriptors(pair.lasting);
    const begun = performance.now();
    const elapsed = () => (performance.now() - begun) / 1000;
    const isWatched = () => elapsed() > seconds * 0.15 && elapsed() < seconds * 0.9;
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    let asked = 0;
    const clients = CLIENTS.flatMap(({ client, count }) =>
      Array.from({ length: count }, async () => {
        const daemon = asked++ % 2 === 0 ? 'lasting' : 'dying';
        const world: World = {
          truth,
          findings,
          random,
          requests,
          stop: stop.signal,
          get target() {
            return pair[daemon].target;
          },
        };
        while (!stop.signal.aborted) await client(world);
      }),
    );
    const everyMs = Math.max(500, (seconds * 1000) / 600);
    const sampling = setInterval(() => {
      const { pid, child } = pair.lasting;
      // Where it was killed just before, the next one may not be there yet.
      const isAlive = child.exitCode === null && child.signalCode === null;
      if (isWatched() && isAlive) samples.push(sample(pid, elapsed()));
    }, everyMs);
    try {
      while (elapsed() < seconds) {
        await sleep(Math.min(2000 + random() * 8000, seconds * 100));
        await disturb({ site, pair, truth, findings, random, mayKill: !isWatched() });
      }
    } finally {
      clearInterval(sampling);
      stop.abort();
    }
    await Promise.all(clients);
    await verify(site, pair.lasting, truth, findings);
    await givesBackDescriptors(findings, pair.lasting, before);
    await pair.dying.stop();
    await pair.lasting.stop();
    await leavesNothing(site);
    findings.check('no process and no folder of a start is left', true);
  } catch (error) {
    findings.violations.push((error as Error).stack ?? String(error));
  } finally {
    await site.dispose();
  }
  const trend = trendOf(samples, 'anonymousKib');
  const flat = trend && isFlat(trend);
  if (flat !== undefined)
    findings.check('memory is flat', flat, () => `${trend?.firstMib} MiB became ${trend?.lastMib}`);
  const { injected, checked, violations } = findings;
  return {
    seconds,
    clients: CLIENTS.reduce((sum, { count }) => sum + count, 0),
    requests,
    jobs: { accepted: truth.accepted.size, cancelled: truth.cancelled.size, unanswered: truth.unanswered },
    injected,
    checked,
    violations,
    samples,
  };
}

interface Disturbed {
  readonly site: Site;
  readonly pair: { lasting: Daemon; dying: Daemon };
  readonly truth: Truth;
  readonly findings: Findings;
  readonly random: Random;
  /** Whether the daemon whose memory is watched may be killed now. */
  readonly mayKill: boolean;
}

async function disturb({ site, pair, truth, findings, random, mayKill }: Disturbed): Promise<void> {
  const what = pick(random, [
    'kill -9 of a daemon',
    'kill -9 of a daemon',
    'kill -9 of a launcher',
    'kill -9 of a shepherd',
    'daemon stopped for a while',
    'flood of connections',
  ]);
  findings.inject(what);
  switch (what) {
    case 'kill -9 of a daemon': {
      const victim = mayKill ? pick(random, ['lasting', 'dying'] as const) : 'dying';
      await pair[victim].murder();
      await sleep(random() * 1500);
      pair[victim] = await site.serve({ name: victim });
      return;
    }
    case 'kill -9 of a launcher':
      for (const pid of site.launchers([pair.lasting.pid, pair.dying.pid])) endIfThere(pid);
      return;
    case 'kill -9 of a shepherd': {
      const shepherds = site.shepherds();
      if (shepherds.length === 0) return;
      const { pid, start } = pick(random, shepherds);
      truth.lost.push(start);
      endIfThere(pid);
      return;
    }
    case 'daemon stopped for a while':
      pair.dying.child.kill('SIGSTOP');
      await sleep(500 + random() * 2000);
      pair.dying.child.kill('SIGCONT');
      return;
    case 'flood of connections': {
      const socketPath = 'socketPath' in pair.lasting.target ? pair.lasting.target.socketPath : '';
      const sockets = Array.from({ length: 500 }, () => connect(socketPath).on('error', () => {}));
      await sleep(500);
      for (const socket of sockets) socket.destroy();
    }
  }
}

async function verify(site: Site, daemon: Daemon, truth: Truth, findings: Findings): Promise<void> {
  // Held jobs whose submission got no answer have nobody to release them.
  const { json: pending } = await daemon.ask('/slurm/v1/jobs?state=PD&fields=job_id');
  for (const { job_id } of pending.jobs as { job_id: number }[])
    await daemon.ask(`/slurm/v1/job/${job_id}`, { method: 'PUT', body: { hold: false } });
  const counters = await until(
    'all jobs end',
    async () => {
      const { json } = await daemon.ask('/slurm/v1/diag');
      return json.jobs_pending === 0 && json.jobs_running === 0 && json;
    },
    300,
  );
  truth.verify(findings, counters);
  await until('the traces of starts are removed', () => site.startTraces().length === 0);
}
