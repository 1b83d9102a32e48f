import type { Cluster } from '../cluster/cluster.ts';
import type { JobRecord } from '../job/job-record.ts';
import { needOf } from '../job/need-of.ts';
import { taskCount } from '../job/record-tasks.ts';
import { plannedSeconds } from '../job/time-limit.ts';
import type { Candidate, Demand } from '../schedule/plan.ts';

interface Shaped {
  readonly demand: Demand;
  readonly seconds: number;
  readonly shape: string;
}

const shapes = new WeakMap<JobRecord['description'], Shaped | Error>();

/**
 * A pending job as planning sees it.
 * @param components of a het job all of them in order, else the job alone
 * @param running tasks of its array that run
 * @returns undefined where the configuration no longer has what it asks for
 */
export function candidateOf(
  components: readonly JobRecord[],
  running: number,
  cluster: Cluster,
): Candidate | undefined {
  const shaped = components.map((record) => shapeOf(record, cluster));
  const found = shaped.filter((one): one is Shaped => !(one instanceof Error));
  if (found.length < components.length) return undefined;
  const first = components[0]!;
  return {
    id: first.id,
    demands: found.map(({ demand }) => demand),
    seconds: Math.max(...found.map(({ seconds }) => seconds)),
    copies: taskCount(first),
    shape: found.map(({ shape }) => shape).join('+'),
    ...(first.array && { array: { jobId: first.array.jobId, limit: first.array.limit, running } }),
  };
}

function shapeOf({ description }: JobRecord, cluster: Cluster): Shaped | Error {
  let shaped = shapes.get(description);
  if (!shaped) {
    shaped = computeShape(description, cluster);
    shapes.set(description, shaped);
  }
  return shaped;
}

function computeShape(description: JobRecord['description'], cluster: Cluster): Shaped | Error {
  const partition = cluster.partitionByName.get(description.partition ?? '');
  if (!partition) return new Error('no such partition');
  try {
    const need = needOf(description, partition, cluster);
    const seconds = plannedSeconds(description, partition);
    return { demand: { need, partition }, seconds, shape: JSON.stringify([partition.name, seconds, need]) };
  } catch (error) {
    return error as Error;
  }
}
