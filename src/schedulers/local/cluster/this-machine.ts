import { availableParallelism, hostname, totalmem } from 'node:os';
import type { ClusterNode } from './cluster.ts';

const MIB = 1024 ** 2;

/** Name of this machine, as it was when this process began: every job has it, and asking takes microseconds. */
export const HOSTNAME = hostname();

/** The same without its domain. */
export const SHORT_HOSTNAME = HOSTNAME.split('.')[0] || 'localhost';

/** MiB this process may use, a limit of its container included. */
export function machineMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = totalmem();
  return Math.floor((limit > 0 && limit < total ? limit : total) / MIB);
}

/** This machine as one node, with the CPUs this process may run on. */
export function thisMachine(): ClusterNode {
  const cpus = availableParallelism();
  return {
    name: SHORT_HOSTNAME,
    cpus,
    boards: 1,
    sockets: 1,
    coresPerSocket: cpus,
    threadsPerCore: 1,
    memory: machineMemory(),
    tmpDisk: 0,
    weight: 1,
    features: [],
    gres: [],
    state: 'UP',
    reason: '',
  };
}
