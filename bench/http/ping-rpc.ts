import { openSlurmctldScheduler } from '../../src/schedulers/slurmctld/scheduler.ts';
import { accounts } from '../../src/slurm/accounts.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { readSlurmConf } from '../../src/slurm/slurm-conf.ts';
import { type Arena, ROUNDS, SECONDS } from './arena.ts';
import { contest, type Loads } from './contest.ts';
import { figuresOf, type Load } from './load.ts';

/** The RPC of a ping by itself, one after the other: what slurmctld takes, and no server in front of it can save. */
export async function measurePingRpc({ cluster, headers }: Arena): Promise<Loads> {
  const conf = readSlurmConf(cluster.env['SLURM_CONF']!);
  const scheduler = await openSlurmctldScheduler({ conf, log: SILENT });
  const { uid, gid } = (await accounts.byName('alice'))!;
  const token = headers['x-slurm-user-token']!;
  const caller: Caller = { uid, gid, name: 'alice', credential: 'token', token };
  const run = async (): Promise<Load> => {
    const times: number[] = [];
    const begun = performance.now();
    for (let now = begun; now < begun + SECONDS * 1000; ) {
      await scheduler.ping(caller);
      const asked = now;
      now = performance.now();
      times.push(now - asked);
    }
    return figuresOf(times, performance.now() - begun, 0);
  };
  try {
    await run();
    return (await contest({ rpc: { pid: process.pid, run } }, ROUNDS)).rpc;
  } finally {
    await scheduler.close();
  }
}
