import type { Accounting } from '../../../slurm/accounting/accounting.ts';
import {
  BLANK_STORAGE_CONFIGURATION,
  KEPT_FOR_EVER,
  type Purge,
} from '../../../slurm/accounting/configuration.ts';
import type { Rollup } from '../../../slurm/accounting/diagnostics.ts';
import type { Caller } from '../../../slurm/caller.ts';
import { compressHostlist } from '../../../slurm/hostlist.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { HOSTNAME } from '../cluster/this-machine.ts';
import { requireAdministrator } from '../operations/authorise.ts';
import type { StateFolder } from '../store/state-folder.ts';
import type { Store } from '../store/store.ts';
import type { AccountingTables } from './accounting-job.ts';
import { findJobs } from './find-jobs.ts';
import { modifyJobs } from './modify-jobs.ts';
import { people } from './people.ts';
import { NORMAL_QOS } from './qos.ts';
import { RequestCounts } from './request-counts.ts';
import { fits, tresTable } from './tres-table.ts';

/** Usage is not added up by hours, days and months. */
const NEVER: Rollup = { count: 0, timestamp: 0, time_last: 0, time_max: 0, time_total: 0 };

/** Level of slurmdbd.conf's DebugLevel. */
const INFO = 3;

/** The accounting of the embedded scheduler: its history, and who and what is in that. */
export function localAccounting(store: Store, cluster: Cluster, folder: StateFolder): Accounting {
  const counts = new RequestCounts();
  const tablesNow = (): AccountingTables =>
    store.history((history) => ({
      clusterName: cluster.name,
      people: people(history.users(), cluster.name),
      tres: tresTable(history.tres()),
      now: Math.floor(Date.now() / 1000),
    }));
  /** Answers with what there is now, and counts the request. */
  const ask = async <Answer>(
    request: Parameters<RequestCounts['count']>[0],
    caller: Caller,
    answer: (tables: AccountingTables) => Answer | Promise<Answer>,
  ) => counts.count(request, caller.uid, () => answer(tablesNow()));

  return {
    async ping() {
      const begun = process.hrtime.bigint();
      store.history((history) => history.hasBefore(1));
      const latency = Number((process.hrtime.bigint() - begun) / 1000n);
      return [{ hostname: HOSTNAME, up: true, latency, primary: true, status: 0 }];
    },
    async statistics(caller) {
      requireAdministrator(caller, 'see the statistics of accounting');
      const rollups = { hourly: NEVER, daily: NEVER, monthly: NEVER };
      return { time_start: counts.since, rollups, rpc_list: counts.byRequest(), user_list: counts.byUser() };
    },
    async configuration() {
      const purge_job: Purge = {
        ...KEPT_FOR_EVER,
        set: true,
        hours: Math.round(cluster.purgeJobAfter / 3600),
      };
      return { ...BLANK_STORAGE_CONFIGURATION, dbd_host: HOSTNAME, debug_level: INFO, purge_job };
    },
    jobs: (caller, conditions) =>
      ask('DBD_GET_JOBS_COND', caller, (tables) => findJobs({ store, cluster, folder }, tables, conditions)),
    modifyJobs: (caller, conditions, said) =>
      ask('DBD_MODIFY_JOB', caller, (tables) =>
        modifyJobs({ store, cluster, folder }, tables, caller, conditions, said),
      ),
    users: (caller, conditions) => ask('DBD_GET_USERS', caller, (tables) => tables.people.users(conditions)),
    accounts: (caller, conditions) =>
      ask('DBD_GET_ACCOUNTS', caller, (tables) => tables.people.accounts(conditions)),
    associations: (caller, conditions) =>
      ask('DBD_GET_ASSOCS', caller, (tables) => tables.people.associations(conditions)),
    qos: (caller, { id_list, name_list, description_list }) =>
      ask('DBD_GET_QOS', caller, () =>
        [NORMAL_QOS].filter(
          ({ id, name, description }) =>
            fits(id_list, String(id)) && fits(name_list, name) && fits(description_list, description),
        ),
      ),
    tres: (caller, conditions) => ask('DBD_GET_TRES', caller, (tables) => tables.tres.list(conditions)),
    clusters: (caller, { cluster_list }) =>
      ask('DBD_GET_CLUSTERS', caller, (tables) =>
        fits(cluster_list, cluster.name) ? [clusterRecord(cluster, tables)] : [],
      ),
    wckeys: (caller) => ask('DBD_GET_WCKEYS', caller, () => []),
  };
}

function clusterRecord({ name, nodes }: Cluster, { people: { root }, tres }: AccountingTables) {
  const total = (member: 'cpus' | 'memory') => nodes.reduce((sum, node) => sum + node[member], 0);
  const cpus = total('cpus');
  return {
    accounting_list: [],
    control_host: HOSTNAME,
    control_port: 0,
    flags: [],
    id: 1,
    name,
    nodes: compressHostlist(nodes.map((node) => node.name)),
    root_assoc: root,
    rpc_version: 0,
    tres_str: tres.ids(`cpu=${cpus},mem=${total('memory')}M,node=${nodes.length},billing=${cpus}`),
  };
}
