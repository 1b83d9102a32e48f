import type { Caller } from '../../src/slurm/caller.ts';
import { completeDescription } from '../../src/slurm/describe-job.ts';
import type { Diagnostics } from '../../src/slurm/diagnostics.ts';
import { SlurmError } from '../../src/slurm/error.ts';
import { BLANK_JOB, type Job } from '../../src/slurm/job.ts';
import type { JobDescription, Submission } from '../../src/slurm/job-description.ts';
import { formatJobId, type JobSelector } from '../../src/slurm/job-id.ts';
import { isEnded } from '../../src/slurm/job-state.ts';
import type { Node } from '../../src/slurm/node.ts';
import type { Partition } from '../../src/slurm/partition.ts';
import type {
  ControllerStatus,
  Scheduler,
  SignalScope,
  Snapshot,
  Submitted,
} from '../../src/slurm/scheduler.ts';
import { FAKE_DIAGNOSTICS, FAKE_NODE, FAKE_PARTITION } from './fake-records.ts';

/** UNIX seconds every time stamp of the fake starts from. */
const EPOCH = 1568158776;

const DESCRIPTION_MEMBERS = Object.keys(BLANK_JOB) as (keyof Job)[];

/** The members a description shares with the record it makes. */
function described(description: JobDescription): Partial<Job> {
  const entries = DESCRIPTION_MEMBERS.filter((key) => key in description).map((key) => [
    key,
    description[key as keyof JobDescription],
  ]);
  const job = Object.fromEntries(entries) as Partial<Job>;
  return job.priority === Number.POSITIVE_INFINITY ? { ...job, priority: 1 } : job;
}

/**
 * A cluster in memory that keeps what it is told and never runs anything: jobs stay PENDING until a test
 * changes them with {@link change}. Callers other than root may touch their own jobs only.
 */
export class FakeScheduler implements Scheduler {
  readonly clusterName = 'linux';
  /** Every submission that was accepted, as it arrived. */
  readonly submissions: (Submission & { readonly caller: Caller })[] = [];
  readonly updates: { readonly id: string; readonly changes: JobDescription }[] = [];
  readonly signals: { readonly id: string; readonly signal: number; readonly scope: SignalScope }[] = [];
  controllers: readonly ControllerStatus[] = [{ hostname: 'spheron', up: true, mode: 'primary', status: 0 }];
  counters: Diagnostics = FAKE_DIAGNOSTICS;
  nodeList: readonly Node[] = [FAKE_NODE];
  partitionList: readonly Partition[] = [FAKE_PARTITION];
  userMessage: string | undefined;
  /** Thrown by every call while set. */
  failure: unknown;
  nextJobId: number;
  closed = false;
  #jobs: readonly Job[] = [];
  #changes = 0;
  readonly #scripts = new Map<number, string>();

  constructor(nextJobId = 1) {
    this.nextJobId = nextJobId;
  }

  /** Adds a job as if it had been submitted long ago. */
  add(job: Partial<Job>): Job {
    const record: Job = { ...BLANK_JOB, job_id: this.nextJobId++, cluster: this.clusterName, ...job };
    this.#replace([...this.#jobs, record].sort((a, b) => a.job_id - b.job_id));
    return record;
  }

  /** Changes a job as the cluster itself would. */
  change(jobId: number, changes: Partial<Job>): void {
    this.#replace(this.#jobs.map((job) => (job.job_id === jobId ? { ...job, ...changes } : job)));
  }

  /** Forgets a job as the cluster itself would. */
  remove(jobId: number): void {
    this.#replace(this.#jobs.filter(({ job_id }) => job_id !== jobId));
  }

  async ping(): Promise<readonly ControllerStatus[]> {
    this.#fail();
    return this.controllers;
  }

  async diagnostics(): Promise<Diagnostics> {
    this.#fail();
    return this.counters;
  }

  async resetDiagnostics(caller: Caller): Promise<void> {
    this.#fail();
    if (caller.uid !== 0) throw denied(caller, 'reset the diagnostics');
    this.counters = { ...this.counters, jobs_submitted: 0 };
  }

  async jobs(): Promise<Snapshot<Job>> {
    return this.#snapshot(this.#jobs);
  }

  async job(_caller: Caller, id: JobSelector): Promise<readonly Job[]> {
    this.#fail();
    const found = this.#jobs.filter((job) => selects(id, job));
    if (found.length === 0) throw new SlurmError('JOB_UNKNOWN', { job: formatJobId(id) });
    return found;
  }

  async nodes(): Promise<Snapshot<Node>> {
    return this.#snapshot(this.nodeList);
  }

  async partitions(): Promise<Snapshot<Partition>> {
    return this.#snapshot(this.partitionList);
  }

  async submit(caller: Caller, { jobs: asked, script }: Submission): Promise<Submitted> {
    this.#fail();
    const submission = { jobs: asked.map(completeDescription) as unknown as Submission['jobs'], script };
    this.submissions.push({ ...submission, caller });
    const leader = this.nextJobId;
    const het = submission.jobs.length > 1;
    for (const [offset, description] of submission.jobs.entries()) {
      const array = description.array_inx;
      this.#scripts.set(this.nextJobId, submission.script);
      this.add({
        ...described(description),
        user_id: description.user_id ?? caller.uid,
        group_id: description.group_id ?? caller.gid,
        user_name: caller.name,
        submit_time: EPOCH,
        num_nodes: description.min_nodes ?? 1,
        batch_flag: true,
        ...(array !== undefined && { array_job_id: this.nextJobId, array_task_str: array }),
        ...(het && { het_job_id: leader, het_job_offset: offset }),
      });
    }
    return { jobId: leader, errorCode: 0, userMessage: this.userMessage };
  }

  async update(caller: Caller, id: JobSelector, changes: JobDescription): Promise<void> {
    const jobs = await this.#owned(caller, id, 'update this job');
    this.updates.push({ id: formatJobId(id), changes });
    for (const job of jobs) this.change(job.job_id, described(changes));
  }

  async cancel(caller: Caller, id: JobSelector): Promise<void> {
    for (const job of await this.#owned(caller, id, 'cancel this job')) {
      if (!isEnded(job.job_state)) this.change(job.job_id, { job_state: 'CANCELLED' });
    }
  }

  async signal(caller: Caller, id: JobSelector, signal: number, scope: SignalScope): Promise<void> {
    await this.#owned(caller, id, 'signal this job');
    this.signals.push({ id: formatJobId(id), signal, scope });
  }

  async requeue(caller: Caller, id: JobSelector, { hold }: { readonly hold: boolean }): Promise<void> {
    for (const job of await this.#owned(caller, id, 'requeue this job')) {
      const priority = hold ? 0 : job.priority;
      this.change(job.job_id, { job_state: 'PENDING', restart_cnt: job.restart_cnt + 1, priority });
    }
  }

  async suspend(caller: Caller, id: JobSelector): Promise<void> {
    for (const job of await this.#owned(caller, id, 'suspend this job')) {
      this.change(job.job_id, { job_state: 'SUSPENDED' });
    }
  }

  async resume(caller: Caller, id: JobSelector): Promise<void> {
    for (const job of await this.#owned(caller, id, 'resume this job')) {
      this.change(job.job_id, { job_state: 'RUNNING' });
    }
  }

  async script(caller: Caller, jobId: number): Promise<string> {
    await this.#owned(caller, { kind: 'job', jobId }, 'read the script of this job');
    return this.#scripts.get(jobId) ?? '';
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #fail(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  #snapshot<Entry>(records: readonly Entry[]): Snapshot<Entry> {
    this.#fail();
    return { records, lastUpdate: EPOCH + this.#changes, version: String(this.#changes) };
  }

  #replace(jobs: readonly Job[]): void {
    this.#jobs = jobs;
    this.#changes += 1;
  }

  async #owned(caller: Caller, id: JobSelector, what: string): Promise<readonly Job[]> {
    const jobs = await this.job(caller, id);
    if (caller.uid !== 0 && jobs.some((job) => job.user_id !== caller.uid)) throw denied(caller, what);
    return jobs;
  }
}

function denied(caller: Caller, what: string): SlurmError {
  return new SlurmError('ACCESS_DENIED', { who: caller.name, what });
}

function selects(id: JobSelector, job: Job): boolean {
  switch (id.kind) {
    case 'job':
      return job.job_id === id.jobId || job.array_job_id === id.jobId || job.het_job_id === id.jobId;
    case 'tasks':
      return job.array_job_id === id.jobId && (id.tasks === '*' || String(job.array_task_id) === id.tasks);
    case 'component':
      return job.het_job_id === id.jobId && job.het_job_offset === id.offset;
  }
}
