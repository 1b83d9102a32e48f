import type { Job } from '../../../src/slurm/job.ts';
import type { Node } from '../../../src/slurm/node.ts';
import type { Partition } from '../../../src/slurm/partition.ts';
import { cluster, slurm, token } from '../slurm.ts';
import type { Expectations, Shown } from './comparison.ts';
import { SCONTROL_JOB } from './scontrol-jobs.ts';
import { byField, parseScontrol } from './scontrol-lines.ts';
import { SCONTROL_NODE } from './scontrol-nodes.ts';
import { SCONTROL_PARTITION } from './scontrol-partitions.ts';
import { JOB_OF_V38 } from './slurmrestd-jobs-v38.ts';
import { JOB_OF_V42, withoutSelectType } from './slurmrestd-jobs-v42.ts';
import { NODE_OF_V38, NODE_OF_V42 } from './slurmrestd-nodes.ts';
import { flattened, PARTITION_OF_V38, PARTITION_OF_V42 } from './slurmrestd-partitions.ts';

/** One program's view of one kind of record. */
export interface Surface<Entry> {
  readonly by: 'scontrol' | 'slurmrestd';
  readonly expectations: Expectations<Entry>;
  readonly show: () => Promise<ReadonlyMap<string, Shown>>;
}

export interface Surfaces {
  readonly jobs: readonly Surface<Job>[];
  readonly nodes: readonly Surface<Node>[];
  readonly partitions: readonly Surface<Partition>[];
}

/** The newest version of its API that slurmrestd of each release speaks. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  '22.05': 'v0.0.38',
  '24.11': 'v0.0.42',
  '26.05': 'v0.0.45',
};

/** What scontrol and slurmrestd show of the cluster, to root. */
export async function surfaces(): Promise<Surfaces> {
  const v38 = cluster.version === '22.05';
  const root = await token('root');
  return {
    jobs: [
      scontrol('job', 'JobId', SCONTROL_JOB),
      v38
        ? slurmrestd('jobs', 'job_id', JOB_OF_V38, root)
        : slurmrestd('jobs', 'job_id', JOB_OF_V42, root, withoutSelectType),
    ],
    nodes: [
      scontrol('node', 'NodeName', SCONTROL_NODE),
      slurmrestd('nodes', 'name', v38 ? NODE_OF_V38 : NODE_OF_V42, root),
    ],
    partitions: [
      scontrol('partition', 'PartitionName', SCONTROL_PARTITION),
      v38
        ? slurmrestd('partitions', 'name', PARTITION_OF_V38, root)
        : slurmrestd('partitions', 'name', PARTITION_OF_V42, root, flattened),
    ],
  };
}

function scontrol<Entry>(entity: string, key: string, expectations: Expectations<Entry>): Surface<Entry> {
  return {
    by: 'scontrol',
    expectations,
    show: async () =>
      byField(
        key,
        parseScontrol(await slurm('scontrol', ['--all', '--oneliner', '--details', 'show', entity])),
      ),
  };
}

function slurmrestd<Entry>(
  collection: string,
  key: string,
  expectations: Expectations<Entry>,
  jwt: string,
  shaped: (record: Record<string, unknown>) => Shown = (record) => record,
): Surface<Entry> {
  const version = API_VERSIONS[cluster.version];
  return {
    by: 'slurmrestd',
    expectations,
    show: async () => {
      const response = await fetch(`${cluster.slurmrestd}/slurm/${version}/${collection}`, {
        headers: { 'X-SLURM-USER-NAME': 'root', 'X-SLURM-USER-TOKEN': jwt },
      });
      const answer = (await response.json()) as Record<string, Record<string, unknown>[]>;
      return byField(key, answer[collection]!.map(shaped));
    },
  };
}
