import type { Node } from '../../../slurm/node.ts';
import { NODE_NAMES } from '../../../slurm/versioned/node-names.ts';
import { known } from '../record/flags.ts';
import { userName } from '../record/names.ts';
import { type Readers, type RecordTable, recordTable, revised } from '../record/table.ts';
import { csvList, numberObject } from '../record/values.ts';
import { FLAG_WORDS } from '../record/words.ts';
import type { ByVersion, Version } from '../version.ts';

function worded(version: Version): Readers<Node> {
  return {
    state: (node) => known(FLAG_WORDS.node_states[version], [node.node_state, ...node.node_state_flags]),
  };
}

const reason_set_by_user = ({ reason_uid }: Node): string =>
  reason_uid === undefined ? '' : userName(reason_uid);

const NODE_42: RecordTable<Node> = recordTable(
  `architecture:string burstbuffer_network_address:string boards:int32 boot_time:uint64 cluster_name:string
   cores:int32 specialized_cores:int32 cpu_binding:int32 cpu_load:int32 free_mem:uint64 cpus:int32
   effective_cpus:int32 specialized_cpus:string energy:acct_gather_energy external_sensors:node_external_sensors
   extra:string power:node_power features:csv_string active_features:csv_string gpu_spec:string gres:string
   gres_drained:string gres_used:string instance_id:string instance_type:string last_busy:uint64 mcs_label:string
   specialized_memory:int64 name:string next_state_after_reboot:node_states address:string hostname:string
   state:node_states operating_system:string owner:string partitions:csv_string port:int32 real_memory:int64
   res_cores_per_gpu:int32 comment:string reason:string reason_changed_at:uint64 reason_set_by_user:string
   resume_after:uint64 reservation:string alloc_memory:int64 alloc_cpus:int32 alloc_idle_cpus:int32 tres_used:string
   tres_weighted:double slurmd_start_time:uint64 sockets:int32 threads:int32 temporary_disk:int32 weight:int32
   tres:string version:string`,
  {
    names: { ...NODE_NAMES, burstbuffer_network_address: 'bcast_address' },
    read: {
      ...worded(42),
      cluster_name: () => '',
      // Only clusters of a federation have sensors and weights of their own to tell of.
      external_sensors: () => ({}),
      power: () => ({}),
      tres_weighted: () => 0,
      energy: (node) => ({
        average_watts: node.energy_ave_watts ?? 0,
        base_consumed_energy: node.energy_base ?? 0,
        consumed_energy: node.energy_consumed ?? 0,
        current_watts: numberObject(node.energy_watts),
        previous_consumed_energy: node.energy_previous ?? 0,
        last_collected: node.energy_poll_time ?? 0,
      }),
      features: (node) => csvList(node.features),
      active_features: (node) => csvList(node.features_act),
      next_state_after_reboot: (node) => [node.next_state === 'UNKNOWN' ? 'INVALID' : node.next_state],
      owner: (node) => (node.owner === undefined ? '' : userName(node.owner)),
      reason_set_by_user,
      alloc_idle_cpus: (node) => node.cpus_efctv - node.alloc_cpus,
      resume_after: (node) => numberObject(node.resume_after ?? 0),
    },
  },
);

const NODE_43 = revised(NODE_42, {
  fields: 'tls_cert_last_renewal:uint64 cert_flags:cert_flags topology:string',
  names: { topology: 'topology_str' },
  read: {
    ...worded(43),
    tls_cert_last_renewal: (node) => numberObject(node.cert_last_renewal ?? 0),
    cert_flags: (node) => FLAG_WORDS.cert_flags[43].filter((_, bit) => ((node.cert_flags ?? 0) >> bit) & 1),
  },
});

const NODE_44 = revised(NODE_43, { read: worded(44) });

const NODE_45 = revised(NODE_44, {
  fields: 'suspend_time:uint32',
  without: ['external_sensors', 'power', 'tres_weighted'],
  // Nobody has set a reason that is none: of a node that was just made the uid is 0.
  read: { ...worded(45), reason_set_by_user: (node) => (node.reason === '' ? '' : reason_set_by_user(node)) },
});

/** A node in each version. */
export const NODE_TABLES: ByVersion<RecordTable<Node>> = {
  42: NODE_42,
  43: NODE_43,
  44: NODE_44,
  45: NODE_45,
};
