import type { JobResources, NodeAllocation } from '../../../slurm/job.ts';
import { compileDecoder } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Structure } from '../wire/field-types.ts';
import { type BitString, malformed, type Reader, setBits } from '../wire/reader.ts';
import { NO_VAL } from '../wire/sentinels.ts';
import { hostNames } from './host-names.ts';

/**
 * What follows the node count where a job holds resources.
 * Source: unpack_job_resources of job_resources.c, releases 20.11 to 26.05.
 */
const TABLE = fieldTable(`
  ncpus:u32 next_step_node_inx:u32@42- node_req:u32 nodes:string whole_node:u8 threads_per_core:optional16@37-
  cr_type:u16@37- cpu_array_reps:u32s cpu_array_value:u16s cpus:u16s cpus_used:u16s memory_allocated:u64s
  memory_used:u64s sockets_per_node:u16s cores_per_socket:u16s sock_core_rep_count:u32s core_bitmap:bitString
  core_bitmap_used:bitString node_bitmap:bitString@41-44 node_ranks:u32s@45-
`);

interface Packed {
  readonly ncpus: number;
  readonly node_req: number;
  readonly cr_type: number;
  readonly nodes: string;
  readonly whole_node: number;
  readonly threads_per_core: number | undefined;
  readonly cpus: readonly number[];
  readonly cpus_used: readonly number[];
  readonly memory_allocated: readonly number[];
  readonly memory_used: readonly number[];
  readonly sockets_per_node: readonly number[];
  readonly cores_per_socket: readonly number[];
  readonly sock_core_rep_count: readonly number[];
  readonly core_bitmap: BitString | undefined;
}

const BLANK: Packed = {
  ncpus: 0,
  node_req: 0,
  cr_type: 0,
  nodes: '',
  whole_node: 0,
  threads_per_core: 0,
  cpus: [],
  cpus_used: [],
  memory_allocated: [],
  memory_used: [],
  sockets_per_node: [],
  cores_per_socket: [],
  sock_core_rep_count: [],
  core_bitmap: undefined,
};

/** What a job holds, or `undefined` while it holds nothing. */
export function jobResourcesStructure(version: number): Structure<JobResources | undefined> {
  const table = compileDecoder(TABLE, { version, blank: BLANK });
  return {
    read: (reader) => {
      const nodeCount = reader.u32();
      return nodeCount === NO_VAL ? undefined : unfold(table.read(reader), nodeCount);
    },
    skip: (reader: Reader) => {
      if (reader.u32() !== NO_VAL) table.skip(reader);
    },
  };
}

function unfold(packed: Packed, nodeCount: number): JobResources {
  // One entry a node is in the bytes themselves, which bounds what the counts can make us build.
  if (packed.cpus.length < nodeCount) throw malformed('a job holds more nodes than it lists');
  const nodes = nodeCount === 0 ? [] : hostNames(packed.nodes, nodeCount);
  const bits = packed.core_bitmap ? setBits(packed.core_bitmap) : [];
  const allocations: NodeAllocation[] = [];
  // Socket and core counts are run-length coded; the core bitmap counts through the nodes of the job.
  let run = 0;
  let leftInRun = packed.sock_core_rep_count[0] ?? 0;
  let firstCore = 0;
  let bit = 0;
  for (const [index, node] of nodes.entries()) {
    while (leftInRun === 0 && run < packed.sock_core_rep_count.length) {
      leftInRun = packed.sock_core_rep_count[++run] ?? 0;
    }
    leftInRun--;
    const sockets = packed.sockets_per_node[run] ?? 0;
    const coresPerSocket = packed.cores_per_socket[run] ?? 0;
    const endCore = firstCore + sockets * coresPerSocket;
    const cores: number[] = [];
    for (; bit < bits.length && bits[bit]! < endCore; bit++) cores.push(bits[bit]! - firstCore);
    firstCore = endCore;
    allocations.push({
      node,
      cpus: packed.cpus[index] ?? 0,
      cpus_used: packed.cpus_used[index] ?? 0,
      memory_allocated: packed.memory_allocated[index] ?? 0,
      memory_used: packed.memory_used[index] ?? 0,
      sockets,
      cores_per_socket: coresPerSocket,
      cores,
    });
  }
  return {
    nodes: packed.nodes,
    cpus: packed.ncpus,
    threads_per_core: packed.threads_per_core ?? 0,
    whole_node: packed.whole_node,
    cr_type: packed.cr_type,
    node_req: packed.node_req,
    allocations,
  };
}
