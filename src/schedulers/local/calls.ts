import type { Caller } from '../../slurm/caller.ts';
import { monotonicMs } from '../../slurm/monotonic.ts';
import type { Call } from './store/call-statistics.ts';
import type { Store } from './store/store.ts';
import type { Write } from './store/transaction.ts';

/** Numbers of the messages that ask slurmctld for the same. Source: slurm_protocol_defs.h. */
const RPCS = {
  REQUEST_PING: 1008,
  REQUEST_JOB_INFO: 2003,
  REQUEST_NODE_INFO: 2007,
  REQUEST_PARTITION_INFO: 2009,
  REQUEST_JOB_INFO_SINGLE: 2021,
  REQUEST_STATS_INFO: 2035,
  REQUEST_BATCH_SCRIPT: 2051,
  REQUEST_UPDATE_JOB: 3001,
  REQUEST_UPDATE_NODE: 3002,
  REQUEST_SUBMIT_BATCH_JOB: 4003,
  REQUEST_SUBMIT_BATCH_HET_JOB: 4028,
  REQUEST_SUSPEND: 5014,
  REQUEST_JOB_REQUEUE: 5023,
  REQUEST_KILL_JOB: 5032,
} as const;

/**
 * Carries an operation out and counts it. One that writes counts in the same batch, with the time until then, for
 * it may be the last its process does; any other counts on disk with the next write of its process.
 */
export async function counted<Result>(
  store: Store,
  rpc: keyof typeof RPCS,
  { uid, name: user }: Caller,
  operation: (write: Write) => Result | Promise<Result>,
): Promise<Result> {
  const begun = monotonicMs();
  const call = (): Call => ({
    rpc,
    id: RPCS[rpc],
    uid,
    user,
    microseconds: Math.floor((monotonicMs() - begun) * 1000),
  });
  let written = false;
  try {
    return await operation(async (change) => {
      const result = await store.write((transaction) => {
        const made = change(transaction);
        if (!written) transaction.called(call());
        return made;
      });
      written = true;
      return result;
    });
  } finally {
    if (!written) store.called(call());
  }
}
