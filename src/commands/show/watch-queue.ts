import type { Client } from '../../client/client.ts';
import { cellContext } from '../../ui/squeue/listing.ts';
import { jobFilter } from '../../ui/squeue/selection.ts';
import { collectRarely } from '../../ui/watch/rare-collections.ts';
import { chooseTheme } from '../../ui/watch/theme.ts';
import { watchJobs } from '../../ui/watch/watch-jobs.tsx';
import { cpuMicroseconds } from '../cpu-microseconds.ts';
import { ClientJobSource } from './client-job-source.ts';
import { type QueueFlags, readQueueFlags, withJobs } from './queue-flags.ts';

interface QueueWatch {
  readonly client: Client;
  /** Of the cluster, or the address of the daemon; undefined = the engine of this process. */
  readonly name: string | undefined;
  readonly flags: QueueFlags;
  /** Ids of jobs given as words. */
  readonly names: readonly string[];
  /** The user's own name. */
  readonly me: string;
  /** Seconds. */
  readonly interval: number;
}

/**
 * Shows the queue on the whole screen until that is quit. Flags choose the jobs, their order and the columns.
 * @returns exit code
 */
export function watchQueue({ client, name, flags, names, me, interval }: QueueWatch): Promise<number> {
  const { listing, format } = readQueueFlags(withJobs(flags, names), me);
  const chosen = flags.format !== undefined || flags.Format !== undefined || flags.long || flags.start;
  collectRarely();
  return watchJobs(
    new ClientJobSource(client, me, name, interval),
    {
      interval,
      sort: listing.sort,
      ...(chosen && { columns: [...new Set(format.fields.map((field) => field.column))] }),
      select: jobFilter(listing.selection),
      theme: chooseTheme(process.env),
      context: (now) => ({ ...cellContext(process.env, now), unset: '' }),
      cpuUsage: cpuMicroseconds,
    },
    process,
  );
}
