import type { JobResources, NodeAllocation } from '../../../slurm/job.ts';
import { numberObject } from '../record/values.ts';

/** How nodes are shared, by number; what is not there is reserved. */
const NODE_SHARING = ['AVAILABLE', 'ONE_ROW'];

/**
 * What a job holds, `null` for one that holds nothing.
 * @param select the words of a version for what was a consumable resource
 */
export function jobResources(
  held: JobResources | undefined,
  select: (type: number) => readonly string[],
): unknown {
  if (!held) return null;
  return {
    select_type: select(held.cr_type),
    nodes: {
      count: held.allocations.length,
      select_type: [NODE_SHARING[held.node_req] ?? 'RESERVED'],
      list: held.nodes,
      whole: held.whole_node === 1,
      allocation: held.allocations.map(nodeAllocation),
    },
    cpus: held.cpus,
    threads_per_core: numberObject(held.threads_per_core || undefined),
  };
}

function nodeAllocation(held: NodeAllocation, index: number): unknown {
  const allocated = new Set(held.cores);
  return {
    index,
    name: held.node,
    cpus: { count: held.cpus, used: held.cpus_used },
    memory: { used: held.memory_used, allocated: held.memory_allocated },
    sockets: Array.from({ length: held.sockets }, (_, socket) => ({
      index: socket,
      cores: Array.from({ length: held.cores_per_socket }, (__, core) => ({
        index: core,
        status: [allocated.has(socket * held.cores_per_socket + core) ? 'ALLOCATED' : 'UNALLOCATED'],
      })),
    })),
  };
}
