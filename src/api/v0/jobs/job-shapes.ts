import { JOB_WORDS } from '../openapi/member-words.ts';
import { answer, list, object, record, type Shape } from '../openapi/shape.ts';
import { JOB_TABLES } from './job-table.ts';

/** What is told of jobs. */
export const JOB_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_job_info_resp: answer('Jobs.', {
    'jobs:job_info_msg': 'The jobs.',
    'last_backfill:uint64': 'When the backfill scheduler last ran.',
    'last_update:uint64': 'When a job last changed.',
  }),
  job_info_msg: list('job_info', 'Jobs.'),
  job_info: record('A job.', JOB_TABLES, JOB_WORDS),
  openapi_job_state_resp: answer('States of jobs.', {
    'jobs?:job_state_resp_msg': 'The jobs, each task of an array for itself.',
  }),
  job_state_resp_msg: list('job_state_resp_job', 'States of jobs.'),
  job_state_resp_job: object('The state of a job.', {
    'job_id:string': 'Id of the job: `1202`, `1202_5` of a task, `118+1` of a component.',
    'state:job_state': 'Base state, then the flags of the state.',
  }),
  process_exit_code_verbose: object('How a process ended.', {
    'status:process_exit_code_status': 'How it ended in a word.',
    'return_code:uint32': 'What it returned, where it ended by itself.',
    'signal.id:uint16': 'Signal that ended it.',
    'signal.name:string': 'Name of that signal.',
  }),
  job_info_gres_detail: list('string', 'Generic resources held on each node.'),
  priority_by_partition: list('part_prio', 'Priority in each partition.'),
  part_prio: object('Priority in a partition.', {
    'partition:string': 'The partition.',
    'priority:int64': 'The priority there.',
  }),
  job_power: object('Power management of a job.', { 'flags:string[]': 'Always empty.' }),
  slurm_step_id: object('A step, or all of a job.', {
    'sluid:string': 'Id that no other job ever has, of any cluster.',
    'job_id:uint32': 'Id of the job.',
    'step_het_component:uint32': 'Component of a het step.',
    'step_id:string': 'Step; `entire` is all of the job.',
  }),
  job_res: object('What a job holds.', {
    'select_type:cr_type': 'What was a consumable resource.',
    'nodes.count:int32': 'How many nodes.',
    'nodes.select_type:node_cr_type': 'How they are shared.',
    'nodes.list:string': 'The nodes, as a host list.',
    'nodes.whole:boolean': 'They are held as a whole.',
    'nodes.allocation:job_res_nodes': 'What is held on each.',
    'cpus:int32': 'How many CPUs.',
    'threads_per_core:uint16': 'Threads of each core.',
  }),
  job_res_nodes: list('job_res_node', 'What is held on each node.'),
  job_res_node: object('What is held on a node.', {
    'index:int32': 'Place in the list.',
    'name:string': 'Name of the node.',
    'cpus.count:int32': 'CPUs held.',
    'cpus.used:int32': 'CPUs used by steps.',
    'memory.used:int64': 'Memory used by steps, in MiB.',
    'memory.allocated:int64': 'Memory held, in MiB.',
    'sockets:job_res_socket_array': 'Its sockets.',
  }),
  job_res_socket_array: list('job_res_socket', 'Sockets of a node.'),
  job_res_socket: object('A socket.', {
    'index:int32': 'Place in the node.',
    'cores:job_res_core_array': 'Its cores.',
  }),
  job_res_core_array: list('job_res_core', 'Cores of a socket.'),
  job_res_core: object('A core.', {
    'index:int32': 'Place in the socket.',
    'status:job_res_core_status': 'Whether it is held.',
  }),
  openapi_resource_layout_resp: answer('What a job holds.', {
    'nodes:node_resource_layout_list': 'What it holds on each node.',
  }),
  node_resource_layout_list: list('node_resource_layout', 'What a job holds on each node.'),
  node_resource_layout: object('What a job holds on a node.', {
    'node:string': 'Name of the node.',
    'sockets_per_node:int32': 'Sockets it has.',
    'cores_per_socket:int32': 'Cores of each.',
    'mem_alloc:int64': 'Memory held, in MiB.',
    'core_bitmap:string': 'Cores held, counted through the sockets.',
    'channel:uint32': 'IMEX channel.',
    'gres:node_gres_layout_list': 'Generic resources held.',
  }),
  node_gres_layout_list: list('node_gres_layout', 'Generic resources held on a node.'),
  node_gres_layout: object('A generic resource held on a node.', {
    'name:string': 'Its name.',
    'type:string': 'Its type.',
    'count:int64': 'How much of it.',
    'index:string': 'Which of those of the node.',
  }),
};
