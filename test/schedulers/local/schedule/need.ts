import type { Need } from '../../../../src/schedulers/local/schedule/need.ts';

/** One task on one CPU, and what else is asked for. */
export function need(parts: Partial<Need> = {}): Need {
  return {
    minNodes: 1,
    maxNodes: Number.POSITIVE_INFINITY,
    tasks: 1,
    cpusPerTask: 1,
    tasksPerNode: Number.POSITIVE_INFINITY,
    minCpus: 0,
    nodeCpus: 0,
    memoryPerNode: 0,
    memoryPerCpu: 0,
    tmpDisk: 0,
    exclusive: false,
    overcommit: false,
    gresPerNode: {},
    gresPerTask: {},
    gresPerJob: {},
    features: [],
    requiredNodes: [],
    excludedNodes: [],
    licenses: {},
    ...parts,
  };
}
