import { expect, test } from 'vitest';
import { completeDescription, describeJob, type GivenOption } from '../../src/slurm/describe-job.ts';
import { fieldNames, type OptionValue, SBATCH_OPTIONS } from '../../src/slurm/sbatch-options.ts';

function given(options: Record<string, OptionValue>): GivenOption[] {
  return Object.entries(options).map(([name, value]) => {
    const option = SBATCH_OPTIONS.find((candidate) => fieldNames(candidate).includes(name));
    if (!option) throw new Error(`no option ${name}`);
    return { option, value, field: name };
  });
}
const describe = (options: Record<string, OptionValue>) => describeJob(given(options));

test('every name and letter stands for one option only', () => {
  const names = SBATCH_OPTIONS.flatMap(fieldNames);
  const letters = SBATCH_OPTIONS.flatMap((option) => option.short ?? []);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(letters.filter((letter, at) => letters.indexOf(letter) !== at)).toEqual([]);
});

test.each<[OptionValue, string, object]>([
  ['test', 'account', { account: 'test' }],
  [20, 'ntasks', { num_tasks: 20 }],
  ['20', 'tasks', { num_tasks: 20 }],
  [4, 'nodes', { min_nodes: 4, max_nodes: 4 }],
  ['2-4', 'nodes', { min_nodes: 2, max_nodes: 4 }],
  [[2, 4], 'nodes', { min_nodes: 2, max_nodes: 4 }],
  ['2k', 'nodes', { min_nodes: 2048, max_nodes: 2048 }],
  ['1:30:00', 'time', { time_limit: 90 }],
  [0, 'time_limit', { time_limit: Number.POSITIVE_INFINITY }],
  ['4G', 'mem', { pn_min_memory: { mib: 4096, per: 'node' } }],
  [500, 'mem_per_cpu', { pn_min_memory: { mib: 500, per: 'cpu' } }],
  ['2G', 'mem_per_gpu', { mem_per_tres: 'gres/gpu:2048' }],
  [1568158776, 'begin', { begin_time: 1568158776 }],
  ['B:USR1@120', 'signal', { warn_signal: 10, warn_time: 120, warn_batch_only: true }],
  ['TERM', 'signal', { warn_signal: 15, warn_time: 60 }],
  [true, 'exclusive', { shared: 0 }],
  ['user', 'exclusive', { shared: 2 }],
  [false, 'exclusive', {}],
  [true, 'oversubscribe', { shared: 1 }],
  ['gpu:2,shard:tesla:1', 'gres', { tres_per_node: 'gres/gpu:2,gres/shard:tesla:1' }],
  ['none', 'gres', {}],
  ['tesla:1,2', 'gpus', { tres_per_job: 'gres/gpu:tesla:1,gres/gpu:2' }],
  [['BEGIN', 'end'], 'mail_type', { mail_type: ['BEGIN', 'END'] }],
  ['ALL', 'mail_type', { mail_type: ['BEGIN', 'END', 'FAIL', 'INVALID_DEPEND', 'REQUEUE', 'STAGE_OUT'] }],
  ['NONE', 'mail_type', { mail_type: [] }],
  [{ PATH: '/bin', N: 4 }, 'environment', { environment: ['PATH=/bin', 'N=4'] }],
  [['A=1', 'B=x=y', 'A=2'], 'environment', { environment: ['A=2', 'B=x=y'] }],
  [true, 'hold', { priority: 0 }],
  [false, 'hold', { priority: Number.POSITIVE_INFINITY }],
  [true, 'nice', { nice: 100 }],
  [-20, 'nice', { nice: -20 }],
  ['2@10', 'switches', { req_switch: 2, wait4switch: 600 }],
  [true, 'no_requeue', { requeue: false }],
  [3, 'array_task_throttle', { array_inx: '%3' }],
  ['0-15:4%2', 'array', { array_inx: '0-15:4%2' }],
  ['high', 'cpu_freq', { cpu_freq_max: 0x80000003 }],
  ['1000-2000:OnDemand', 'cpu_freq', { cpu_freq_min: 1000, cpu_freq_max: 2000, cpu_freq_gov: 0x84000000 }],
  ['energy,task', 'profile', { profile: 6 }],
  ['2:4:*', 'extra_node_info', { sockets_per_node: 2, cores_per_socket: 4 }],
  [2, 'thread_spec', { core_spec: 0x8002 }],
  ['10', 'delay_boot', { delay_boot: 600 }],
])('%j as %s', (value, name, description) => expect(describe({ [name]: value })).toEqual(description));

test.each<[OptionValue, string]>([
  ['many', 'ntasks'],
  [0, 'ntasks'],
  [70_000, 'cpus_per_task'],
  ['4-2', 'nodes'],
  [[1, 2, 3], 'nodes'],
  [[], 'nodes'],
  ['soon', 'time'],
  ['4X', 'mem'],
  ['yesterday', 'begin'],
  ['NOPE@3', 'signal'],
  ['maybe', 'exclusive'],
  ['gpu:;rm', 'gres'],
  ['LUNCH', 'mail_type'],
  [['NOEQUALS'], 'environment'],
  [{ 'A=B': '1' }, 'environment'],
  ['a\0b', 'account'],
  ['warp', 'cpu_freq'],
])('%j as %s is refused, naming the field', (value, name) =>
  expect(() => describe({ [name]: value })).toThrow(
    expect.objectContaining({ code: 'FIELD_INVALID', message: expect.stringContaining(name) }),
  ),
);

test('options that add to one member are joined', () => {
  expect(describe({ gres: 'shard:1', gpus_per_node: 2 })).toEqual({
    tres_per_node: 'gres/shard:1,gres/gpu:2',
  });
});

test('options that exclude each other are refused', () => {
  expect(() => describe({ mem: '1G', mem_per_cpu: 100 })).toThrow(
    'mem_per_cpu: cannot be given together with mem.',
  );
  expect(() => describe({ name: 'a', job_name: 'b' })).toThrow(
    'job_name: cannot be given together with name.',
  );
  expect(describe({ name: 'a', job_name: 'a' })).toEqual({ name: 'a' });
});

test('counts that follow from others are filled in', () => {
  expect(completeDescription({ min_nodes: 4, ntasks_per_node: 2 })).toMatchObject({
    num_tasks: 8,
    min_cpus: 8,
  });
  expect(completeDescription({ num_tasks: 20, cpus_per_task: 2 })).toMatchObject({ min_cpus: 40 });
  expect(completeDescription({ num_tasks: 20, overcommit: true })).toEqual({
    num_tasks: 20,
    overcommit: true,
  });
  expect(completeDescription({ account: 'test' })).toEqual({ account: 'test' });
});
