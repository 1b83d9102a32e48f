import type { AccountingCluster, ClusterFlag } from '../../../slurm/accounting/cluster.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import { associationDecoder } from './association.ts';
import { flagsOf, listOf, names } from './structures.ts';
import { clusterUsageDecoder } from './tres.ts';

/** Source: slurmdb_unpack_cluster_rec of slurmdb_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  present:bool@42-
  [present
    accounting_list:usages classification:u16 control_host:string control_port:u32 dimensions:u16 fed_features:names
    fed_name:string fed_id:u32 fed_state:u32 fed_sync_recvd:u8 fed_sync_sent:u8 flags:u32 id:u16@42- name:string
    nodes:string select_plugin:u32@-40 root_assoc:association rpc_version:u16 fed_recv:u8 fed_send:u8
    tres_str:string
  ]
`);

/** Source: CLUSTER_FLAG_… of slurmdb.h. */
export const CLUSTER_FLAGS: readonly (readonly [bit: number, flag: ClusterFlag])[] = [
  [0, 'REGISTERING'],
  [1, 'DELETED'],
  [7, 'MULTIPLE_SLURMD'],
  [11, 'FEDERATION'],
  [12, 'EXTERNAL'],
];

const BLANK_CLUSTER: AccountingCluster = {
  accounting_list: [],
  control_host: '',
  control_port: 0,
  flags: [],
  id: 0,
  name: '',
  nodes: '',
  root_assoc: undefined,
  rpc_version: 0,
  tres_str: '',
};

export function clusterDecoder(version: number): Structure<AccountingCluster> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_CLUSTER,
    structures: {
      association: associationDecoder(version),
      names,
      usages: listOf(clusterUsageDecoder(version), 80),
    },
    derive: { flags: { from: ['flags'], by: (word = 0) => flagsOf(CLUSTER_FLAGS)(word) } },
  });
}
