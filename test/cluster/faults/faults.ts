import type { Fault } from '../../reliability/fault.ts';
import { cluster } from '../slurm.ts';
import { cutPackets } from './cut-packets.ts';
import { controllers, credentials, storages } from './daemons.ts';
import { killedDaemons } from './kill.ts';

/** Of the record in the report. */
export const name = `slurm-${cluster.version}`;
export const title = `Faults in front of Slurm ${cluster.version}`;

/** What is provoked on a real cluster. */
export const faults: readonly Fault[] = [controllers, storages, credentials, cutPackets, killedDaemons];
