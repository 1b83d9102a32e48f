import { readFileSync } from 'node:fs';
import { Site } from '../../reliability/site.ts';
import { withParameters } from '../reconfigured.ts';
import { cluster } from '../slurm.ts';

/** Seconds after which a daemon of Slurm that hangs is given up. */
const MESSAGE_TIMEOUT = '2';

/**
 * Where slurmrest runs in front of the cluster, with less patience than the cluster itself has.
 * @param port of slurmctld, where that is not its own
 */
export function openFront(port?: number): Site {
  return new Site({
    cluster: withParameters(readFileSync(cluster.conf, 'utf8'), {
      MessageTimeout: MESSAGE_TIMEOUT,
      ...(port !== undefined && { SlurmctldPort: String(port) }),
    }),
  });
}
