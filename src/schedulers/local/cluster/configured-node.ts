import { SlurmError } from '../../../slurm/error.ts';
import type { Definition } from '../../../slurm/slurm-conf.ts';
import type { ClusterNode } from './cluster.ts';
import { confValues } from './conf-values.ts';
import { parseGres } from './gres.ts';
import { machineMemory } from './this-machine.ts';

/**
 * The nodes of one NodeName line. All are emulated on this machine: what a line does not say is taken from
 * slurm.conf(5)'s defaults, except RealMemory, which is then this machine's.
 * @throws SlurmError `CONF_MALFORMED`
 */
export function configuredNodes({ names, values, where }: Definition): ClusterNode[] {
  const conf = confValues(values, where);
  const boards = conf.number('boards') ?? 1;
  const coresPerSocket = conf.number('corespersocket') ?? 1;
  const threadsPerCore = conf.number('threadspercore') ?? 1;
  const given = conf.number('cpus') ?? conf.number('procs');
  const sockets =
    conf.number('sockets') ??
    boards *
      (conf.number('socketsperboard') ??
        Math.max(1, Math.floor((given ?? 1) / (coresPerSocket * threadsPerCore))));
  const gres = parseGres(conf.text('gres') ?? '');
  if (!gres)
    throw new SlurmError('CONF_MALFORMED', {
      where,
      problem: `Gres=${conf.text('gres')} is not a list of resources`,
    });
  const shape = {
    cpus: given ?? sockets * coresPerSocket * threadsPerCore,
    boards,
    sockets,
    coresPerSocket,
    threadsPerCore,
    memory: conf.number('realmemory') ?? machineMemory(),
    tmpDisk: conf.number('tmpdisk') ?? 0,
    weight: conf.number('weight') ?? 1,
    features: (conf.text('features') ?? conf.text('feature') ?? '').split(',').filter((word) => word !== ''),
    gres,
    state: configuredState(conf.text('state') ?? ''),
    reason: conf.text('reason') ?? '',
  };
  return names.map((name) => ({ ...shape, name }));
}

function configuredState(text: string): ClusterNode['state'] {
  if (/^(down|fail|future)/i.test(text)) return 'DOWN';
  return /^drain/i.test(text) ? 'DRAIN' : 'UP';
}
