import { clusterUnavailable, openTestCluster } from '../http/test-cluster.ts';
import type { Part } from '../report/report.ts';
import { measureNoOp } from './no-op.ts';
import { measureQueue } from './queue.ts';
import { measureSubmits } from './submits.ts';

/** The embedded scheduler beside a cluster of real Slurm on the same machine, and task-spooler. */
export const scheduler: Part = {
  name: 'scheduler',
  unavailable: () => undefined,
  async measure(tell) {
    const cluster = clusterUnavailable() === undefined ? openTestCluster() : undefined;
    try {
      const noOp = await measureNoOp(cluster, tell);
      const submits = await measureSubmits(tell);
      const queue = measureQueue(tell);
      return {
        title: 'The embedded scheduler',
        text: '`slurmrest serve` with a state folder of its own, on ext4 or whatever `/tmp` is on.',
        goals: [...noOp.goals, ...submits.goals, ...queue.goals],
        tables: [noOp.table, submits.table, queue.table],
        pictures: [queue.picture],
      };
    } finally {
      cluster?.down();
    }
  },
};
