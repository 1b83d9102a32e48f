import { BLANK_JOB, type Job } from '../../src/slurm/job.ts';
import type { Snapshot } from '../../src/slurm/scheduler.ts';
import { FakeScheduler } from '../../test/engine/fake-scheduler.ts';

const STATES = ['PENDING', 'PENDING', 'PENDING', 'RUNNING', 'RUNNING', 'COMPLETED'] as const;
const USERS = ['ann', 'bob', 'carol', 'dave', 'erin'];

/** A cluster of many jobs that differ, always the same ones, of which some change when told to. */
export class ManyJobs extends FakeScheduler {
  #records: readonly Job[];
  #turn = 0;

  constructor(count: number) {
    super();
    this.#records = Array.from({ length: count }, (_, index) => record(index));
  }

  override async jobs(): Promise<Snapshot<Job>> {
    return { records: this.#records, lastUpdate: this.#turn, version: String(this.#turn) };
  }

  /** Changes one of `every` jobs, others each time. */
  churn(every: number): void {
    this.#turn += 1;
    this.#records = this.#records.map((job, at) =>
      at % every === this.#turn % every ? { ...job, priority: job.priority + 1 } : job,
    );
  }
}

function record(index: number): Job {
  const state = STATES[index % STATES.length]!;
  const now = Math.floor(Date.now() / 1000);
  const started = now - ((index * 7) % 3600);
  const user = index % USERS.length;
  return {
    ...BLANK_JOB,
    cluster: 'linux',
    job_id: index + 1,
    name: `job-${(index * 7919) % 1000}`,
    user_id: 1000 + user,
    user_name: USERS[user]!,
    group_id: 1000 + user,
    account: 'physics',
    qos: 'normal',
    partition: index % 3 === 0 ? 'long' : 'debug',
    priority: (index * 104_729) % 1_000_000,
    submit_time: now - 7200,
    eligible_time: now - 7200,
    time_limit: 60,
    num_nodes: 4,
    num_cpus: 20,
    num_tasks: 20,
    tres_req_str: 'cpu=20,mem=80G,node=4,billing=20',
    command: `/home/${USERS[user]}/project/run-${index % 50}.sh`,
    work_dir: `/home/${USERS[user]}/project`,
    job_state: state,
    state_reason: state === 'PENDING' ? 'Priority' : 'None',
    ...(state !== 'PENDING' && {
      start_time: started,
      end_time: state === 'COMPLETED' ? started + 60 : started + 3600,
      nodes: `n[${index % 4096}-${(index % 4096) + 3}]`,
      tres_alloc_str: 'cpu=20,mem=80G,node=4,billing=20',
    }),
  };
}
