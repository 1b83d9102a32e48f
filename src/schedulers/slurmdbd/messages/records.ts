import type {
  NewAssociations,
  SaidAccount,
  SaidAssociation,
  SaidCluster,
  SaidQos,
  SaidUser,
  SaidWckey,
} from '../../../slurm/accounting/edit.ts';
import { QOS_FLAGS } from '../../../slurm/accounting/qos.ts';
import { ADMIN_LEVELS } from '../../../slurm/accounting/user.ts';
import type { StructureWriter, Values } from '../../slurmctld/wire/encoder.ts';
import { INFINITE, NO_VAL } from '../../slurmctld/wire/sentinels.ts';
import type { Writer } from '../../slurmctld/wire/writer.ts';
import { ACCOUNT_FLAGS } from './account.ts';
import { ASSOCIATION_FLAGS } from './association.ts';
import { CLUSTER_FLAGS } from './cluster.ts';
import { QOS_PREEMPT_MODES } from './qos.ts';
import { conditionsWriter } from './request.ts';
import { wordOf, writeNames } from './structures.ts';

/** Writes what is said of a record; what is not said is Slurm's "not set". */
export type RecordWriter<Said> = (writer: Writer, said: Said, version: number) => void;

const none: StructureWriter = (writer) => writer.u32(0);
const noBits: StructureWriter = (writer) => writer.nullBitString();
const fraction: StructureWriter = (writer, value) =>
  writer.double(value === undefined ? NO_VAL : value === Infinity ? INFINITE : Number(value));

/** Source: slurmdb_pack_assoc_rec of slurmdb_pack.c, releases 20.11 to 26.05; likewise the others. */
const association = conditionsWriter(
  `accounting_list:none acct:string cluster:string comment:string@39- def_qos_id:u32=NO_VAL flags:u16@-40
   flags:u32@41- shares_raw:u32=NO_VAL grp_tres_mins:string grp_tres_run_mins:string grp_tres:string
   grp_jobs:u32=NO_VAL grp_jobs_accrue:u32=NO_VAL grp_submit_jobs:u32=NO_VAL grp_wall:u32=NO_VAL id:u32
   is_def:u16=NO_VAL16 lft:u32@-39=NO_VAL lineage:string@40- max_tres_mins_pj:string max_tres_run_mins:string
   max_tres_pj:string max_tres_pn:string max_jobs:u32=NO_VAL max_jobs_accrue:u32=NO_VAL min_prio_thresh:u32=NO_VAL
   max_submit_jobs:u32=NO_VAL max_wall_pj:u32=NO_VAL parent_acct:string parent_id:u32 partition:string
   priority:u32=NO_VAL qos_list:names rgt:u32@-39=NO_VAL uid:u32 user:string`,
  () => ({ none }),
);

export const writeAssociation: RecordWriter<SaidAssociation> = (writer, { flags, ...said }, version) =>
  association(writer, { ...said, flags: wordOf(ASSOCIATION_FLAGS)(flags) }, version);

const wckey = conditionsWriter(
  'accounting_list:none cluster:string flags:u32 id:u32 is_def:u16=NO_VAL16 name:string uid:u32 user:string',
  () => ({ none }),
);

export const writeWckey: RecordWriter<SaidWckey> = (writer, { flags, ...said }, version) =>
  wckey(writer, { ...said, flags: wordOf([[0, 'DELETED']])(flags) }, version);

/** A list of records. */
export function writeRecords<Said>(
  writer: Writer,
  records: readonly Said[],
  write: RecordWriter<Said>,
  version: number,
): void {
  writer.u32(records.length);
  for (const one of records) write(writer, one, version);
}

const user = conditionsWriter(
  `present:u8@44-=1 admin_level:u16 assoc_list:none coord_accts:none def_qos_id:u32@44- default_acct:string
   default_wckey:string flags:u32 name:string old_name:string uid:u32 wckey_list:wckeys`,
  (version) => ({
    none,
    wckeys: (writer, value) => {
      if (value === undefined) writer.u32(NO_VAL);
      else writeRecords(writer, value as readonly SaidWckey[], writeWckey, version);
    },
  }),
);

export const writeUser: RecordWriter<SaidUser> = (writer, said, version) => {
  const { admin_level = 'Not Set', flags: _, ...rest } = said;
  user(writer, { ...rest, admin_level: ADMIN_LEVELS.indexOf(admin_level) }, version);
};

const account = conditionsWriter(
  'assoc_list:none coordinators:none description:string flags:u32 name:string organization:string',
  () => ({ none }),
);

export const writeAccount: RecordWriter<Partial<SaidAccount>> = (writer, { flags, ...said }, version) =>
  account(writer, { ...said, flags: wordOf(ACCOUNT_FLAGS)(flags) }, version);

const cluster = conditionsWriter(
  `present:u8@42-=1 accounting_list:none classification:u16 control_host:string control_port:u32 dimensions:u16
   fed_features:names fed_name:string fed_id:u32 fed_state:u32=NO_VAL fed_sync_recvd:u8 fed_sync_sent:u8
   flags:u32=NO_VAL id:u16@42- name:string nodes:string select_plugin:u32@-40 root_assoc:association rpc_version:u16
   fed_recv:u8 fed_send:u8 tres_str:string`,
  (version) => ({
    none,
    association: (writer, value) => writeAssociation(writer, (value ?? {}) as SaidAssociation, version),
  }),
);

export const writeCluster: RecordWriter<SaidCluster> = (writer, { flags, ...said }, version) =>
  cluster(writer, { ...said, ...(flags && { flags: wordOf(CLUSTER_FLAGS)(flags) }) } as Values, version);

const qos = conditionsWriter(
  `description:string id:u32 flags:u32 grace_time:u32=NO_VAL grp_tres_mins:string grp_tres_run_mins:string
   grp_tres:string grp_jobs:u32=NO_VAL grp_jobs_accrue:u32=NO_VAL grp_submit_jobs:u32=NO_VAL grp_wall:u32=NO_VAL
   max_tres_mins_pj:string max_tres_run_mins_pa:string max_tres_run_mins_pu:string max_tres_pa:string
   max_tres_pj:string max_tres_pn:string max_tres_pu:string max_jobs_pa:u32=NO_VAL max_jobs_pu:u32=NO_VAL
   max_jobs_accrue_pa:u32=NO_VAL max_jobs_accrue_pu:u32=NO_VAL min_prio_thresh:u32=NO_VAL
   max_submit_jobs_pa:u32=NO_VAL max_submit_jobs_pu:u32=NO_VAL max_wall_pj:u32=NO_VAL min_tres_pj:string name:string
   preempt_bits:noBits preempt:names preempt_mode:u16 preempt_exempt_time:u32=NO_VAL priority:u32=NO_VAL
   usage_factor:fraction usage_thres:fraction limit_factor:fraction@37-`,
  () => ({ noBits, fraction }),
);

const SAID_FLAGS = [
  ...QOS_FLAGS.flatMap((flag, bit) => (flag === undefined ? [] : [[bit, flag] as const])),
  [28, 'NOT_SET'] as const,
  [29, 'ADD'] as const,
  [30, 'REMOVE'] as const,
];

export const writeQos: RecordWriter<SaidQos> = (writer, said, version) => {
  const { flags, preempt_mode = [], ...rest } = said;
  const modes = preempt_mode.filter((mode) => mode !== 'DISABLED');
  const words = { flags: wordOf(SAID_FLAGS)(flags), preempt_mode: wordOf(QOS_PREEMPT_MODES)(modes) };
  qos(writer, { ...rest, ...words }, version);
};

/** Source: slurmdb_pack_add_assoc_cond, releases 23.11 to 26.05. */
export const writeNewAssociations: RecordWriter<NewAssociations> = (writer, said, version) => {
  writeNames(writer, said.acct_list);
  writeAssociation(writer, said.assoc ?? {}, version);
  for (const list of [said.cluster_list, said.partition_list, said.user_list, said.wckey_list])
    writeNames(writer, list);
};
