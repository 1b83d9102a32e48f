import type { Association } from '../../../../slurm/accounting/association.ts';
import { type RecordTable, recordTable, revised } from '../../record/table.ts';
import type { ByVersion } from '../../version.ts';
import type { Known, Lookups } from '../lookups.ts';
import { tresList, usageObject } from './tres.ts';

/** What names an association. */
export function associationShort({ acct, cluster, partition, user, id }: Association): object {
  return { account: acct, cluster, partition, user, id };
}

/** Names of QOS by their ids; as slurmrestd's, the list ends at the first that is none. */
function qosNames(ids: readonly string[], { qos }: Lookups): string[] {
  const names = ids.map((id) => qos.get(Number(/^\d+$/.exec(id)?.[0])));
  const unknown = names.indexOf(undefined);
  return (unknown < 0 ? names : names.slice(0, unknown)) as string[];
}

const ASSOCIATION_42: RecordTable<Known<Association>> = recordTable(
  `accounting:accounting_list account:string cluster:string comment:string default.qos:string flags:assoc_flags
   max.jobs.per.count:uint32 max.jobs.per.accruing:uint32 max.jobs.per.submitted:uint32 max.jobs.per.wall_clock:uint32
   max.jobs.active:uint32 max.jobs.accruing:uint32 max.jobs.total:uint32 max.tres.total:tres_list
   max.tres.group.minutes:tres_list max.tres.group.active:tres_list max.tres.minutes.total:tres_list
   max.tres.minutes.per.job:tres_list max.tres.per.job:tres_list max.tres.per.node:tres_list
   max.per.account.wall_clock:uint32 id:int32 is_default:boolean lineage:string min.priority_threshold:uint32
   parent_account:string partition:string priority:uint32 qos:qos_string_id_list shares_raw:int32 user:string`,
  {
    names: {
      account: 'acct',
      'default.qos': 'def_qos_id',
      'max.tres.total': 'grp_tres',
      'max.tres.group.minutes': 'grp_tres_mins',
      'max.tres.group.active': 'grp_tres_run_mins',
      'max.tres.minutes.total': 'max_tres_run_mins',
      'max.tres.minutes.per.job': 'max_tres_mins_pj',
      'max.tres.per.job': 'max_tres_pj',
      'max.tres.per.node': 'max_tres_pn',
      qos: 'qos_list',
      'max.jobs.per.count': 'grp_jobs',
      'max.jobs.per.accruing': 'grp_jobs_accrue',
      'max.jobs.per.submitted': 'grp_submit_jobs',
      'max.jobs.per.wall_clock': 'max_wall_pj',
      'max.jobs.active': 'max_jobs',
      'max.jobs.accruing': 'max_jobs_accrue',
      'max.jobs.total': 'max_submit_jobs',
      'max.per.account.wall_clock': 'grp_wall',
      is_default: 'is_def',
      'min.priority_threshold': 'min_prio_thresh',
      parent_account: 'parent_acct',
    },
    read: {
      accounting: ({ accounting_list }) => accounting_list.map(usageObject),
      'default.qos': ({ def_qos_id, lookups }) =>
        def_qos_id ? (lookups.qos.get(def_qos_id) ?? 'Unknown') : '',
      flags: ({ flags }) => flags,
      'max.tres.total': ({ grp_tres, lookups }) => tresList(grp_tres, lookups),
      'max.tres.group.minutes': ({ grp_tres_mins, lookups }) => tresList(grp_tres_mins, lookups),
      'max.tres.group.active': ({ grp_tres_run_mins, lookups }) => tresList(grp_tres_run_mins, lookups),
      'max.tres.minutes.total': ({ max_tres_run_mins, lookups }) => tresList(max_tres_run_mins, lookups),
      'max.tres.minutes.per.job': ({ max_tres_mins_pj, lookups }) => tresList(max_tres_mins_pj, lookups),
      'max.tres.per.job': ({ max_tres_pj, lookups }) => tresList(max_tres_pj, lookups),
      'max.tres.per.node': ({ max_tres_pn, lookups }) => tresList(max_tres_pn, lookups),
      // v0.0.42 looks it up in a list it does not have.
      id: () => 0,
      qos: ({ qos_list, lookups }) => qosNames(qos_list, lookups),
    },
  },
);

const ASSOCIATION_43 = revised(ASSOCIATION_42, { read: { id: ({ id }) => id } });

/** An association in each version. */
export const ASSOCIATION_TABLES: ByVersion<RecordTable<Known<Association>>> = {
  42: ASSOCIATION_42,
  43: ASSOCIATION_43,
  44: ASSOCIATION_43,
  45: ASSOCIATION_43,
};
