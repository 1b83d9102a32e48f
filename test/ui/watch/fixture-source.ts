import type { V1Job } from '../../../src/ui/squeue/v1-job.ts';
import type { JobAction, JobSource, OutputStream } from '../../../src/ui/watch/job-source.ts';
import type { JobList } from '../../../src/ui/watch/known-jobs.ts';

const OUTCOME: Readonly<Record<JobAction, Partial<V1Job>>> = {
  cancel: { job_state: 'CANCELLED', state_reason: 'None' },
  hold: { priority: 0, state_reason: 'JobHeldUser' },
  release: { priority: 1, state_reason: 'Priority' },
  requeue: { job_state: 'PENDING', state_reason: 'BeginTime', start_time: 0, nodes: '' },
};

/** A cluster in memory: what is done to jobs shows in the next answer. */
export class FixtureSource implements JobSource {
  readonly title = 'cluster linux';
  readonly user = 'ann';
  /** Everything asked for, e.g. `cancel 115`. */
  readonly done: string[] = [];
  /** Set: every request fails with it. */
  down: string | undefined;
  /** Set: this action is refused. */
  refused: string | undefined;
  list: readonly V1Job[];
  written = 'step 1\nstep 2\n';

  constructor(jobs: readonly V1Job[]) {
    this.list = jobs;
  }

  async jobs(): Promise<JobList> {
    if (this.down) throw new Error(this.down);
    return { jobs: this.list };
  }

  async act(action: JobAction, id: string): Promise<void> {
    this.done.push(`${action} ${id}`);
    if (this.refused) throw new Error(this.refused);
    const jobId = Number(/^\d+/.exec(id)![0]);
    this.list = this.list.map((job) => (job.job_id === jobId ? { ...job, ...OUTCOME[action] } : job));
  }

  output = async (job: V1Job, stream: OutputStream, from: number | undefined) => {
    const text = stream === 'stdout' ? this.written : '';
    return { text: text.slice(from ?? 0), next: text.length, name: `/tmp/slurm-${job.job_id}.${stream}` };
  };
}
