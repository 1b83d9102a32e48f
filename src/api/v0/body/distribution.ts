import type { JobDescription } from '../../../slurm/job-description.ts';
import { problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';

/** ESLURM_BAD_DIST. */
const BAD = 2023;
const PLANE = 4;
/** Of nodes, sockets and cores: the last is for these two alone. Source: slurm/slurm.h, SLURM_DIST_…. */
const NODES: Readonly<Record<string, number>> = { cyclic: 1, block: 2, arbitrary: 3 };
const LOWER: Readonly<Record<string, number>> = { cyclic: 1, block: 2, fcyclic: 3 };
const PACKING: Readonly<Record<string, number>> = { pack: 0x80_0000, nopack: 0x40_0000 };

/**
 * How tasks are spread over nodes, sockets and cores, with the variables that tell srun of it.
 * Source: sbatch(1), `--distribution`.
 * @throws Refused
 */
export function readDistribution(text: string, at: string): JobDescription {
  const bad = () => new Refused([problem('Invalid distribution specification', BAD, at)], { status: 422 });
  const [, size] = /^plane=(\d+)$/i.exec(text) ?? [];
  if (size !== undefined) {
    const environment = ['SLURM_DISTRIBUTION=plane', `SLURM_DIST_PLANESIZE=${size}`];
    return { task_dist: PLANE, plane_size: Number(size), environment };
  }
  const [levels = '', ...packing] = text.toLowerCase().split(',');
  const [node = '', socket, core, ...more] = levels
    .split(':')
    .map((word) => (word === '*' ? undefined : word));
  const first = NODES[node === '' ? 'block' : node];
  const words = [socket, core].map((word) => (word === undefined ? 0 : LOWER[word]));
  const pack = packing.map((word) => PACKING[word]);
  if (first === undefined || more.length > 0 || [...words, ...pack].includes(undefined)) throw bad();
  const [socketBits = 0, coreBits = 0] = words as number[];
  const flags = (pack as number[]).reduce((all, one) => all | one, 0);
  const named = [node, socket, core].filter((word) => word !== undefined && word !== '').join(':');
  return {
    task_dist: first | (socketBits << 4) | (coreBits << 8) | flags,
    environment: [`SLURM_DISTRIBUTION=${[named, ...packing].join(',')}`],
  };
}
