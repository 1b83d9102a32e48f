import { count, flag, list, option, text } from './builders.ts';
import type { SbatchOption } from './option.ts';
import { invalid, MAX_16, MAX_32, readMemory, readNumber, readRange, readText } from './readers.ts';
import { gpus, gres } from './tres.ts';
import { after, writeGpus, writeGres, writeMemory, writeNodes } from './writers.ts';

/** Slurm marks a thread count with the highest bit of core_spec (CORE_SPEC_THREAD). */
const THREADS = 0x80_00;

/** CPU, memory and GPU requests. Source: sbatch(1). */
export const RESOURCE_OPTIONS: readonly SbatchOption[] = [
  count('ntasks', 'num_tasks', [1, MAX_32], 'number of tasks', {
    short: 'n',
    aliases: ['tasks', 'num_tasks'],
  }),
  option(
    'nodes',
    'range',
    'number of nodes: a count, "MIN-MAX" or [MIN, MAX]',
    (value, field) => {
      const { min, max } = readRange(value, field);
      return { min_nodes: min, max_nodes: max };
    },
    { short: 'N', aliases: ['num_nodes'], write: writeNodes },
  ),
  count('minimum-nodes', 'min_nodes', [1, MAX_32], 'least number of nodes', {
    place: 'request',
    aliases: ['min_nodes'],
  }),
  count('maximum-nodes', 'max_nodes', [1, MAX_32], 'greatest number of nodes', {
    place: 'request',
    aliases: ['max_nodes'],
  }),
  count('cpus-per-task', 'cpus_per_task', [1, MAX_16], 'CPUs for each task', { short: 'c' }),
  count('minimum-cpus', 'min_cpus', [1, MAX_32], 'least number of CPUs in all', {
    place: 'request',
    aliases: ['min_cpus', 'num_cpus'],
  }),
  count('maximum-cpus', 'max_cpus', [1, MAX_32], 'greatest number of CPUs in all', {
    place: 'request',
    aliases: ['max_cpus'],
  }),
  count('mincpus', 'pn_min_cpus', [1, MAX_16], 'least number of CPUs on each node', {
    aliases: ['pn_min_cpus', 'min_cpus_node', 'minimum_cpus_per_node'],
  }),
  count('ntasks-per-node', 'ntasks_per_node', [1, MAX_16], 'tasks on each node', {
    aliases: ['tasks_per_node'],
  }),
  count('ntasks-per-socket', 'ntasks_per_socket', [1, MAX_16], 'most tasks on each socket', {
    aliases: ['tasks_per_socket'],
  }),
  count('ntasks-per-core', 'ntasks_per_core', [1, MAX_16], 'most tasks on each core', {
    aliases: ['tasks_per_core'],
  }),
  count('ntasks-per-board', 'ntasks_per_board', [1, MAX_16], 'most tasks on each board', {
    place: 'request',
    aliases: ['tasks_per_board'],
  }),
  count('ntasks-per-gpu', 'ntasks_per_tres', [1, MAX_16], 'tasks for each GPU', {
    aliases: ['ntasks_per_tres'],
  }),
  count('sockets-per-node', 'sockets_per_node', [1, MAX_16], 'least number of sockets on each node'),
  count('cores-per-socket', 'cores_per_socket', [1, MAX_16], 'least number of cores on each socket'),
  count('threads-per-core', 'threads_per_core', [1, MAX_16], 'threads to use on each core'),
  option(
    'extra-node-info',
    'text',
    'sockets[:cores[:threads]] of each node',
    (value, field) => {
      const parts = readText(value, field).split(':');
      if (parts.length > 3) throw invalid(field, 'must be SOCKETS[:CORES[:THREADS]]');
      const [sockets, cores, threads] = parts.map((part) =>
        part === '*' ? undefined : readNumber(part, field, 1, MAX_16),
      );
      return {
        ...(sockets !== undefined && { sockets_per_node: sockets }),
        ...(cores !== undefined && { cores_per_socket: cores }),
        ...(threads !== undefined && { threads_per_core: threads }),
      };
    },
    { short: 'B' },
  ),
  count('core-spec', 'core_spec', [0, 0x7f_ff], 'cores of each node left to the system', {
    short: 'S',
    aliases: ['core_specification'],
    write: ({ core_spec: spec }) => (spec === undefined || spec & THREADS ? undefined : String(spec)),
  }),
  option(
    'thread-spec',
    'number',
    'threads of each node left to the system',
    (value, field) => ({ core_spec: THREADS | readNumber(value, field, 0, 0x7f_ff) }),
    {
      aliases: ['thread_specification'],
      write: ({ core_spec: spec = 0 }) => (spec & THREADS ? String(spec & ~THREADS) : undefined),
    },
  ),
  flag('overcommit', 'overcommit', 'let tasks share CPUs', { short: 'O', use: 'submit' }),
  option(
    'mem',
    'memory',
    'memory on each node in MiB, or with K, M, G or T; 0 = all of it',
    (value, field) => ({ pn_min_memory: { mib: readMemory(value, field), per: 'node' } }),
    {
      aliases: ['memory_per_node', 'min_memory_node'],
      write: ({ pn_min_memory: memory }) => (memory?.per === 'node' ? writeMemory(memory.mib) : undefined),
    },
  ),
  option(
    'mem-per-cpu',
    'memory',
    'memory for each CPU in MiB, or with K, M, G or T',
    (value, field) => ({ pn_min_memory: { mib: readMemory(value, field), per: 'cpu' } }),
    {
      aliases: ['memory_per_cpu', 'min_memory_cpu'],
      write: ({ pn_min_memory: memory }) => (memory?.per === 'cpu' ? writeMemory(memory.mib) : undefined),
    },
  ),
  option(
    'mem-per-gpu',
    'memory',
    'memory for each GPU in MiB, or with K, M, G or T',
    (value, field) => ({ mem_per_tres: `gres/gpu:${readMemory(value, field)}` }),
    {
      write({ mem_per_tres: memory }) {
        const mib = /^gres\/gpu:(\d+)$/.exec(memory ?? '')?.[1];
        return mib === undefined ? undefined : writeMemory(Number(mib));
      },
    },
  ),
  list('mem-per-tres', 'mem_per_tres', 'memory for each unit of a resource, e.g. gres/gpu:4000', {
    place: 'request',
    aliases: ['memory_per_tres'],
  }),
  list('mem-bind', 'mem_bind', 'how tasks are bound to memory', {
    use: 'submit',
    aliases: ['memory_binding'],
  }),
  option(
    'tmp',
    'memory',
    'temporary disk on each node in MiB, or with K, M, G or T',
    (value, field) => ({ pn_min_tmp_disk: readMemory(value, field) }),
    {
      aliases: ['pn_min_tmp_disk', 'min_tmp_disk_node', 'temporary_disk_per_node'],
      write: ({ pn_min_tmp_disk: disk }) => writeMemory(disk),
    },
  ),
  option(
    'gpus',
    'list',
    'GPUs for the whole job, as [TYPE:]NUMBER',
    (value, field) => ({
      tres_per_job: gpus(value, field),
    }),
    { short: 'G', write: ({ tres_per_job: tres }) => writeGpus(tres) },
  ),
  option(
    'gpus-per-node',
    'list',
    'GPUs on each node, as [TYPE:]NUMBER',
    (value, field) => ({ tres_per_node: gpus(value, field) }),
    { write: ({ tres_per_node: tres }) => writeGpus(tres) },
  ),
  option(
    'gpus-per-socket',
    'list',
    'GPUs on each socket, as [TYPE:]NUMBER',
    (value, field) => ({ tres_per_socket: gpus(value, field) }),
    { write: ({ tres_per_socket: tres }) => writeGpus(tres) },
  ),
  option(
    'gpus-per-task',
    'list',
    'GPUs for each task, as [TYPE:]NUMBER',
    (value, field) => ({ tres_per_task: gpus(value, field) }),
    { write: ({ tres_per_task: tres }) => writeGpus(tres) },
  ),
  option(
    'gres',
    'list',
    'generic resources on each node, as NAME[:TYPE]:COUNT',
    (value, field) => {
      const wanted = gres(value, field);
      return wanted === '' ? {} : { tres_per_node: wanted };
    },
    { write: ({ tres_per_node: tres }) => writeGres(tres) },
  ),
  option(
    'cpus-per-gpu',
    'number',
    'CPUs for each GPU',
    (value, field) => ({ cpus_per_tres: `gres/gpu:${readNumber(value, field, 1, MAX_16)}` }),
    { write: ({ cpus_per_tres: cpus }) => after('gres/gpu:', cpus) },
  ),
  list('cpus-per-tres', 'cpus_per_tres', 'CPUs for each unit of a resource, e.g. gres/gpu:4', {
    place: 'request',
  }),
  list('tres-per-job', 'tres_per_job', 'resources for the whole job, e.g. gres/gpu:4', { place: 'request' }),
  list('tres-per-node', 'tres_per_node', 'resources on each node, e.g. gres/gpu:4', { place: 'request' }),
  list('tres-per-socket', 'tres_per_socket', 'resources on each socket, e.g. gres/gpu:4', {
    place: 'request',
  }),
  list('tres-per-task', 'tres_per_task', 'resources for each task, e.g. cpu:2,gres/gpu:1'),
  option(
    'gpu-bind',
    'text',
    'how tasks are bound to GPUs',
    (value, field) => ({
      tres_bind: `gres/gpu:${readText(value, field)}`,
    }),
    { use: 'submit', write: ({ tres_bind: bind }) => after('gres/gpu:', bind) },
  ),
  text('tres-bind', 'tres_bind', 'how tasks are bound to resources', { use: 'submit' }),
  option(
    'gpu-freq',
    'text',
    'frequency of the GPUs',
    (value, field) => ({
      tres_freq: `gpu:${readText(value, field)}`,
    }),
    { use: 'submit', write: ({ tres_freq: frequency }) => after('gpu:', frequency) },
  ),
  text('tres-freq', 'tres_freq', 'frequency of resources, e.g. gpu:medium', {
    place: 'request',
    use: 'submit',
  }),
];
