import type { Fault } from './fault.ts';
import { clockJumps } from './faults/clock.ts';
import { cutConnections } from './faults/cut-connections.ts';
import { descriptors } from './faults/descriptors.ts';
import { fullDisk } from './faults/full-disk.ts';
import { kills, killsOfLeaders } from './faults/kill.ts';
import { outOfMemory } from './faults/memory.ts';
import { forkFailures } from './faults/processes.ts';
import { stoppedClients } from './faults/stopped-client.ts';
import { tornStarts } from './faults/torn-starts.ts';
import { tornStore } from './faults/torn-store.ts';

/** Of the record in the report. */
export const name = 'embedded';
export const title = 'Faults on the embedded scheduler';

/** What is provoked on the embedded scheduler. */
export const faults: readonly Fault[] = [
  kills,
  killsOfLeaders,
  tornStore,
  tornStarts,
  fullDisk,
  descriptors,
  clockJumps,
  forkFailures,
  outOfMemory,
  stoppedClients,
  cutConnections,
];
