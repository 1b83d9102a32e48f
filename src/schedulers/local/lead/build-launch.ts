import { join } from 'node:path';
import { streamPaths } from '../../../slurm/output-path.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { jobEnvironment } from '../job/environment.ts';
import type { JobRecord, StartedRecord } from '../job/job-record.ts';
import { recordTasks } from '../job/record-tasks.ts';
import type { Launch } from '../run/runner.ts';
import { commandFolder } from '../run/srun.ts';
import type { Payload } from '../store/transaction.ts';
import { limitEnd } from './next-due.ts';

interface LaunchInput {
  readonly record: StartedRecord;
  /** All components of a het job, in order; empty of any other job. */
  readonly components: readonly JobRecord[];
  readonly payload: Payload;
  readonly cluster: Cluster;
  /** Folder of all runs. */
  readonly runs: string;
}

/** What the runner needs to start a job that has been put as running. */
export function buildLaunch({ record, components, payload, cluster, runs }: LaunchInput): Launch {
  const { description, state, array } = record;
  const { run } = state;
  const workDir = description.work_dir ?? '/';
  const streams = streamPaths(
    { in: description.std_in, out: description.std_out, err: description.std_err },
    workDir,
    array !== undefined,
    {
      jobId: record.id,
      arrayJobId: array?.jobId ?? record.id,
      task: recordTasks(record)[0],
      node: run.shares[0]?.node,
      user: record.user,
      jobName: description.name ?? '',
    },
  );
  return {
    directory: join(runs, run.folder),
    script: payload.script,
    arguments: description.argv?.slice(1) ?? [],
    environment: jobEnvironment({
      record,
      shares: run.shares,
      components: components.flatMap((component) =>
        'run' in component.state && component.state.run
          ? [{ record: component, shares: component.state.run.shares }]
          : [],
      ),
      submitted: payload.environment,
      cluster,
      commandFolder: commandFolder(runs),
      startTime: run.startTime,
      endTime: limitEnd(record, cluster),
    }),
    workDir,
    ...streams,
    // A job that is run again must not lose what it wrote before.
    openMode: description.open_mode ?? (record.restarts > 0 ? 'append' : 'truncate'),
    uid: record.uid,
    gid: record.gid,
  };
}
