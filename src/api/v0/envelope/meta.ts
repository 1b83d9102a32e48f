import type { Connection } from '../../../engine/connection.ts';
import type { Caller } from '../../../slurm/caller.ts';
import type { ClusterSoftware, Scheduler } from '../../../slurm/scheduler.ts';
import type { Plugin } from '../endpoint.ts';
import { groupName, knowGroups } from '../record/names.ts';
import { type Version, versionName } from '../version.ts';

/**
 * The embedded scheduler is no release of Slurm. Clients look here for what to expect, so it names the release
 * whose newest API it speaks.
 */
const EMBEDDED: ClusterSoftware = { release: '26.05.0', accountingStorage: 'accounting_storage/none' };

/** What was last known of a cluster, for answers while its controller is down. */
const lastKnown = new WeakMap<Scheduler, ClusterSoftware>();

async function softwareOf(scheduler: Scheduler, caller: Caller): Promise<ClusterSoftware> {
  if (!scheduler.software) return EMBEDDED;
  try {
    const software = await scheduler.software(caller);
    lastKnown.set(scheduler, software);
    return software;
  } catch {
    return lastKnown.get(scheduler) ?? { release: '', accountingStorage: '' };
  }
}

/** slurmrestd's own names of what answers. */
const PLUGINS: Readonly<Record<Plugin, { readonly type: string; readonly name: string }>> = {
  slurm: { type: 'openapi/slurmctld', name: 'Slurm OpenAPI slurmctld' },
  slurmdb: { type: 'openapi/slurmdbd', name: 'Slurm OpenAPI slurmdbd' },
  util: { type: 'openapi/util', name: 'Slurm OpenAPI util' },
};

/** `meta` of every answer: who answers whom, in which version. */
export async function metaOf(
  version: Version,
  plugin: Plugin,
  scheduler: Scheduler,
  caller: Caller,
  connection: Connection,
): Promise<object> {
  const { release, accountingStorage } = await softwareOf(scheduler, caller);
  await knowGroups([caller.gid]);
  const [major = '', minor = '', micro = ''] = release.split(/[.-]/);
  return {
    plugin: {
      ...PLUGINS[plugin],
      data_parser: `data_parser/${versionName(version)}`,
      accounting_storage: accountingStorage,
    },
    client: { source: connection.peer, user: caller.name, group: groupName(caller.gid) },
    command: [],
    slurm: { version: { major, micro, minor }, release, cluster: scheduler.clusterName },
  };
}
