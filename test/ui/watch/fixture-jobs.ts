import type { V1Job } from '../../../src/ui/squeue/v1-job.ts';

/** The moment the fixture's screens are drawn at: 2019-09-10 23:39:36 UTC. */
export const NOW = 1_568_158_776;

const waiting: V1Job = {
  job_id: 0,
  account: 'test',
  array_task_id: {},
  job_state: 'PENDING',
  partition: 'debug',
  user_name: 'nate',
  user_id: 1000,
  group_id: 1000,
  num_cpus: 20,
  num_nodes: 4,
  num_tasks: 20,
  priority: 4294901740,
  submit_time: NOW - 7200,
  eligible_time: NOW - 7200,
  start_time: 0,
  end_time: 0,
  time_limit: 60,
  state_reason: 'Priority',
  work_dir: '/tmp/',
};

/** A running job on `nodes` since `seconds`. */
function running(nodes: string, seconds: number): Partial<V1Job> {
  return {
    job_state: 'RUNNING',
    state_reason: 'None',
    nodes,
    batch_host: nodes.replace(/\[(\d+).*/, '$1'),
    start_time: NOW - seconds,
    end_time: NOW - seconds + 3600,
    tres_alloc_str: 'cpu=20,mem=80G,node=4,billing=20',
  };
}

/** A few jobs of every kind: those of the slides, an array, a het job, a chain, and some that ended. */
export const FIXTURE_JOBS: readonly V1Job[] = [
  { ...waiting, job_id: 115, name: 'test18.1' },
  {
    ...waiting,
    job_id: 118,
    name: 'test18.1',
    het_job_id: 118,
    het_job_offset: 0,
    het_job_id_set: '118-119',
  },
  {
    ...waiting,
    job_id: 119,
    name: 'test18.3',
    het_job_id: 118,
    het_job_offset: 1,
    het_job_id_set: '118-119',
  },
  { ...waiting, job_id: 402, name: 'prepare', user_name: 'ann', user_id: 1001, ...running('host9', 754) },
  {
    ...waiting,
    job_id: 403,
    name: 'simulate',
    user_name: 'ann',
    user_id: 1001,
    partition: 'long',
    time_limit: 4320,
    state_reason: 'Dependency',
    dependency: 'afterok:402(unfulfilled)',
  },
  {
    ...waiting,
    job_id: 404,
    name: 'plot',
    user_name: 'ann',
    user_id: 1001,
    num_nodes: 1,
    num_cpus: 1,
    state_reason: 'Dependency',
    dependency: 'afterok:403(unfulfilled),afterany:118(unfulfilled)',
  },
  {
    ...waiting,
    job_id: 410,
    name: 'leaky-solver-with-a-long-name',
    user_name: 'bob',
    user_id: 1002,
    job_state: 'OUT_OF_MEMORY',
    state_reason: 'OutOfMemory',
    exit_code: 9,
    start_time: NOW - 4000,
    end_time: NOW - 3000,
  },
  {
    ...waiting,
    job_id: 411,
    name: 'überlauf 解析',
    user_name: 'bob',
    user_id: 1002,
    partition: 'long',
    ...running('host[10-11]', 93_784),
    time_limit: 'INFINITE',
  },
  {
    ...waiting,
    job_id: 412,
    name: 'bad\u001b[2Jname',
    user_name: 'bob',
    user_id: 1002,
    job_state: 'COMPLETING',
    nodes: 'host12',
    start_time: NOW - 300,
    end_time: NOW - 2,
  },
  {
    ...waiting,
    job_id: 1202,
    name: 'sweep',
    array_job_id: 1202,
    array_task_str: '528-1000',
    array_max_tasks: 2,
    state_reason: 'Resources',
  },
  {
    ...waiting,
    job_id: 1728,
    name: 'sweep',
    array_job_id: 1202,
    array_task_id: 526,
    ...running('host[1-4]', 61),
  },
  {
    ...waiting,
    job_id: 1729,
    name: 'sweep',
    array_job_id: 1202,
    array_task_id: 527,
    ...running('host[5-8]', 7),
  },
];

const STATES = ['PENDING', 'PENDING', 'PENDING', 'RUNNING', 'COMPLETING', 'FAILED'];
const USERS = ['ann', 'bob', 'carol', 'dave', 'erin'];

/** `count` jobs that differ, always the same ones. */
export function manyJobs(count: number): V1Job[] {
  return Array.from({ length: count }, (_, index): V1Job => {
    const state = STATES[index % STATES.length]!;
    const started = state === 'PENDING' ? {} : running(`n${index % 4096}`, (index * 7) % 3600);
    return {
      ...waiting,
      job_id: index + 1,
      name: `job-${(index * 7919) % 1000}`,
      user_name: USERS[index % USERS.length]!,
      partition: index % 3 === 0 ? 'long' : 'debug',
      priority: (index * 104_729) % 1_000_000,
      ...started,
      job_state: state,
    };
  });
}
