import { answer, list, object, readWith, request, type Shape } from '../openapi/shape.ts';
import { CREATE_NODE, UPDATE_NODE } from './change-nodes.ts';
import { PARTITION } from './change-partitions.ts';
import { RESERVATION } from './change-reservations.ts';

const NODE_CHANGES: Readonly<Record<string, string>> = {
  comment: 'Comment.',
  cpu_bind: 'How tasks are bound to CPUs, as bits.',
  extra: 'Free text for filters.',
  features: 'Features it has.',
  features_act: 'Features that are active.',
  gres: 'Generic resources it has.',
  address: 'Address it answers at.',
  hostname: 'Host it is.',
  name: 'The nodes.',
  state: 'State it is put into, e.g. DRAIN or RESUME.',
  reason: 'Why it is drained or down.',
  reason_uid: 'Who says so.',
  resume_after: 'Seconds until it is resumed.',
  topology_str: 'Its place in the topology.',
  weight: 'Nodes of less weight are filled first.',
};

const RESERVATION_MEMBERS: Readonly<Record<string, string>> = {
  accounts: 'Accounts that may use it.',
  burst_buffer: 'Burst buffers it has.',
  comment: 'Comment.',
  core_count: 'How many cores.',
  duration: 'Minutes it lasts.',
  end_time: 'When it ends.',
  features: 'Features its nodes have.',
  flags: 'Flags to set, or with NO_ to take away.',
  groups: 'Groups that may use it.',
  licenses: 'Licences it has.',
  max_start_delay: 'Seconds a job may wait for it.',
  name: 'Its name.',
  node_count: 'How many nodes.',
  node_list: 'Its nodes.',
  partition: 'Partition it is in.',
  'purge_completed.time': 'Seconds without a job after which it ends.',
  start_time: 'When it begins.',
  tres: 'Resources it has.',
  users: 'Users who may use it.',
};

/** What nodes, reservations and partitions may be asked to become. */
export const CHANGE_SHAPES: Readonly<Record<string, Shape>> = {
  update_node_msg: readWith('What is to become of nodes.', UPDATE_NODE, (name) => NODE_CHANGES[name]),
  openapi_create_node_req: readWith(
    'A node to create.',
    CREATE_NODE,
    () => 'The node as a line of slurm.conf: NodeName and so on.',
  ),
  reservation_mod_req: request('Reservations to create or change.', {
    'reservations:reservation_desc_msg_list': 'The reservations.',
  }),
  reservation_desc_msg_list: list('reservation_desc_msg', 'Reservations.'),
  reservation_desc_msg: readWith(
    'What a reservation is to be.',
    RESERVATION,
    (name) => RESERVATION_MEMBERS[name],
  ),
  openapi_reservation_mod_resp: answer('Reservations that were created or changed.', {
    'reservations:reservation_desc_msg_list': 'What was asked for.',
  }),
  tres_list: list('tres', 'Resources.'),
  tres: object('A resource.', {
    'type:string': 'Kind, e.g. node or gres.',
    'name:string': 'Name, of kinds that have several.',
    'id:int32': 'Id in the database.',
    'count:int64': 'How much of it.',
  }),
  openapi_partitions_mod_req: request('Partitions to create or change.', {
    'partitions:update_partition_msg_list': 'The partitions.',
  }),
  update_partition_msg_list: list('update_partition_msg', 'Partitions.'),
  update_partition_msg: readWith(
    'What is to become of a partition.',
    PARTITION,
    (name) => `As in the answer: ${name}.`,
  ),
};
