import { formatRanges } from '../../../slurm/array-tasks.ts';
import type { GresLayout, NodeLayout } from '../../../slurm/resource-layout.ts';
import { type Reader, setBits } from '../wire/reader.ts';

/**
 * Reads RESPONSE_RESOURCE_LAYOUT, which controllers have since protocol version 44.
 * Source: _unpack_node_layout of slurm_protocol_pack.c, releases 25.11 and 26.05.
 */
export function decodeResourceLayout(reader: Reader): NodeLayout[] {
  const nodes: NodeLayout[] = [];
  for (let left = reader.listCount(28); left > 0; left--) {
    const node = reader.string();
    const mem_alloc = reader.u64();
    const sockets_per_node = reader.u16();
    const cores_per_socket = reader.u16();
    const channel = reader.optional32();
    const core_bitmap = reader.string();
    const gres: GresLayout[] = [];
    for (let more = reader.listCount(17); more > 0; more--) gres.push(readGres(reader));
    nodes.push({ node, sockets_per_node, cores_per_socket, mem_alloc, core_bitmap, channel, gres });
  }
  return nodes;
}

function readGres(reader: Reader): GresLayout {
  const name = reader.string();
  const type = reader.string();
  const count = reader.u64();
  const bits = reader.bool() ? reader.bitString() : undefined;
  return { name, type, count, index: bits ? formatRanges(setBits(bits)) : '' };
}
