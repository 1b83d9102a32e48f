import { DEFAULT_MAX_ARRAY_SIZE } from '../../../slurm/array-tasks.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { MAX_JOB_ID } from '../../../slurm/job-id.ts';
import { YEAR } from '../schedule/timeline.ts';
import type { Cluster, ClusterSource } from './cluster.ts';
import { confValues } from './conf-values.ts';
import { configuredNodes } from './configured-node.ts';
import { configuredPartition, wholeCluster } from './configured-partition.ts';
import { parseGres } from './gres.ts';
import { thisMachine } from './this-machine.ts';

/**
 * The cluster of slurm.conf's NodeName and PartitionName lines, all on this machine; without such lines this
 * machine as one node, in one partition `debug`. Defaults: slurm.conf(5).
 * @throws SlurmError `CONF_MALFORMED`
 */
export function buildCluster(source: ClusterSource): Cluster {
  const file = source?.file ?? '';
  const values = source?.values ?? new Map<string, string>();
  const conf = confValues(values, file);
  const nodes = source?.nodes.length ? source.nodes.flatMap(configuredNodes) : [thisMachine()];
  const nodeIndex = new Map(nodes.map(({ name }, index) => [name, index]));
  if (nodeIndex.size < nodes.length) {
    throw new SlurmError('CONF_MALFORMED', { where: file, problem: 'two NodeName lines name the same node' });
  }
  const partitions = source?.partitions.length
    ? source.partitions.map((partition) => configuredPartition(partition, nodes, values))
    : [wholeCluster(nodes)];
  return {
    name: source?.clusterName || 'local',
    nodes,
    nodeIndex,
    partitions,
    partitionByName: new Map(partitions.map((partition) => [partition.name, partition])),
    licenses: licenses(conf.text('licenses') ?? '', file),
    maxArraySize: conf.number('maxarraysize') ?? DEFAULT_MAX_ARRAY_SIZE,
    maxJobCount: conf.number('maxjobcount') ?? 500_000,
    firstJobId: conf.number('firstjobid') ?? 1,
    maxJobId: Math.min(conf.number('maxjobid') ?? MAX_JOB_ID, MAX_JOB_ID),
    killWait: conf.number('killwait') ?? 30,
    minJobAge: conf.number('minjobage') ?? 300,
    purgeJobAfter: conf.age('purgejobafter') ?? YEAR,
    requeue: (conf.number('jobrequeue') ?? 1) !== 0,
    killInvalidDepend: /\bkill_invalid_depend\b/i.test(
      `${conf.text('dependencyparameters') ?? ''},${conf.text('schedulerparameters') ?? ''}`,
    ),
  };
}

function licenses(text: string, where: string): Map<string, number> {
  const parsed = parseGres(text);
  if (!parsed)
    throw new SlurmError('CONF_MALFORMED', { where, problem: `Licenses=${text} is not a list of licenses` });
  return new Map(parsed.map(({ name, count }) => [name, count]));
}
