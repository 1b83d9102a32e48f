import { NODE_WORDS, PARTITION_WORDS } from '../openapi/member-words.ts';
import { answer, list, object, record, type Shape } from '../openapi/shape.ts';
import { NODE_TABLES } from './node-table.ts';
import { PARTITION_TABLES } from './partition-table.ts';
import { LICENSE_TABLES, RESERVATION_TABLES } from './reservations.ts';

/** What is told of nodes, partitions, reservations and licences. Where there is none of a name, no list is told either. */
export const CLUSTER_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_nodes_resp: answer('Nodes.', {
    'nodes?:nodes': 'The nodes.',
    'last_update?:uint64': 'When a node last changed.',
  }),
  nodes: list('node', 'Nodes.'),
  node: record('A node.', NODE_TABLES, NODE_WORDS),
  acct_gather_energy: object('Energy a node uses.', {
    'average_watts:int32': 'Average power.',
    'base_consumed_energy:int64': 'Joules used before the counting began.',
    'consumed_energy:int64': 'Joules used.',
    'current_watts:uint32': 'Power now.',
    'previous_consumed_energy:int64': 'Joules used at the time before.',
    'last_collected:int64': 'When it was measured.',
  }),
  node_external_sensors: object('Sensors outside, which Slurm has no more.', {}),
  node_power: object('Power management, which Slurm has no more.', {}),
  openapi_partition_resp: answer('Partitions.', {
    'partitions?:partition_info_msg': 'The partitions.',
    'last_update?:uint64': 'When a partition last changed.',
  }),
  partition_info_msg: list('partition_info', 'Partitions.'),
  partition_info: record('A partition.', PARTITION_TABLES, PARTITION_WORDS),
  openapi_reservation_resp: answer('Reservations.', {
    'reservations?:reservation_info_msg': 'The reservations.',
    'last_update?:uint64': 'When a reservation last changed.',
  }),
  reservation_info_msg: list('reservation_info', 'Reservations.'),
  reservation_info: record('A reservation.', RESERVATION_TABLES, {
    accounts: 'Accounts that may use it.',
    burst_buffer: 'Burst buffers it has.',
    core_count: 'How many cores.',
    core_specializations: 'Which cores of its nodes.',
    end_time: 'When it ends.',
    features: 'Features its nodes have.',
    flags: 'Flags that are set.',
    groups: 'Groups that may use it.',
    licenses: 'Licences it has.',
    max_start_delay: 'Seconds a job may wait for it.',
    name: 'Name of the reservation.',
    node_count: 'How many nodes.',
    node_list: 'Its nodes, as a host list.',
    partition: 'Partition it is in.',
    'purge_completed.time': 'Seconds without a job after which it ends.',
    start_time: 'When it begins.',
    tres: 'Resources it has.',
    users: 'Users who may use it.',
    watts: 'Power, which Slurm reserves no more.',
  }),
  reservation_info_core_spec: list('reservation_core_spec', 'Cores of each node.'),
  reservation_core_spec: object('Cores of a node.', {
    'node:string': 'Name of the node.',
    'core:string': 'Its cores, as ranges.',
  }),
  reservation_watts: object('Power, which Slurm reserves no more.', {}),
  openapi_licenses_resp: answer('Licences.', {
    'licenses:licenses': 'The licences.',
    'last_update:uint64': 'When a licence last changed.',
  }),
  licenses: list('license', 'Licences.'),
  license: record('A licence.', LICENSE_TABLES, {
    LicenseName: 'Name of the licence.',
    Total: 'How many there are.',
    Used: 'How many jobs hold.',
    Free: 'How many nobody holds.',
    Remote: 'They are kept by slurmdbd.',
    Reserved: 'How many are reserved.',
    LastConsumed: 'How many were in use when that was last told.',
    LastDeficit: 'How many more were in use than there are.',
    LastUpdate: 'When that was last told.',
    Nodes: 'Nodes they are for.',
  }),
};
