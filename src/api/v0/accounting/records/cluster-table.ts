import type { AccountingCluster } from '../../../../slurm/accounting/cluster.ts';
import { type RecordTable, recordTable, revised } from '../../record/table.ts';
import type { ByVersion } from '../../version.ts';
import type { Known } from '../lookups.ts';
import { associationShort } from './association-table.ts';
import { tresList } from './tres.ts';

const CLUSTER_42: RecordTable<Known<AccountingCluster>> = recordTable(
  `controller.host:string controller.port:int32 flags:cluster_rec_flags name:string nodes:string select_plugin:string
   associations.root:assoc_short rpc_version:int32 tres:tres_list`,
  {
    names: { 'controller.host': 'control_host', 'controller.port': 'control_port', tres: 'tres_str' },
    read: {
      flags: ({ flags }) => flags,
      // Slurm has told of none since 24.05.
      select_plugin: () => '',
      'associations.root': ({ root_assoc }) => (root_assoc ? associationShort(root_assoc) : {}),
      tres: ({ tres_str, lookups }) => tresList(tres_str, lookups),
    },
  },
);

/** A cluster in each version. */
export const CLUSTER_TABLES: ByVersion<RecordTable<Known<AccountingCluster>>> = {
  42: CLUSTER_42,
  43: CLUSTER_42,
  44: CLUSTER_42,
  45: revised(CLUSTER_42, { without: ['select_plugin'] }),
};
