import type { Client } from '../../client/client.ts';
import { readOutput } from '../../client/job-output.ts';
import type { V1Job } from '../../ui/squeue/v1-job.ts';
import type { JobAction, JobSource, OutputPiece, OutputStream } from '../../ui/watch/job-source.ts';
import { type JobList, KnownJobs } from '../../ui/watch/known-jobs.ts';
import { WATCHED_MEMBERS } from '../../ui/watch/watched-members.ts';
import { outputFile } from './output-file.ts';
import { recordsOf } from './shown.ts';

/** The jobs of a cluster for a view, through the API as any command sees them. */
export class ClientJobSource implements JobSource {
  readonly user: string;
  readonly #client: Client;
  readonly #name: string | undefined;
  readonly #maxAge: number;
  readonly #known = new KnownJobs();
  /** What the daemon calls the jobs it answered last; empty where it has no name for them. */
  #version = '';
  #whole = false;
  /** Something was done to a job here, which the next look has to show. */
  #changed = false;

  /**
   * @param name of the cluster or address of the daemon; undefined = the engine of this process
   * @param interval seconds between two looks; many who watch then cost the cluster no more than one
   */
  constructor(client: Client, user: string, name: string | undefined, interval: number) {
    this.#client = client;
    this.user = user;
    this.#name = name;
    this.#maxAge = Math.floor(interval);
  }

  get title(): string {
    const cluster = this.#known.first?.cluster;
    return this.#name ?? (cluster ? `cluster ${cluster}` : 'slurmrest');
  }

  async jobs(_signal: AbortSignal, whole: boolean): Promise<JobList> {
    const maxAge = this.#changed ? 0 : this.#maxAge;
    this.#changed = false;
    // Changes are told of the members that were asked for before.
    if (whole !== this.#whole) this.#version = '';
    this.#whole = whole;
    const answer = await this.#client.jobsSince(this.#version, maxAge, whole ? undefined : WATCHED_MEMBERS);
    const jobs = recordsOf<V1Job>(answer, 'jobs');
    const isChanges = typeof answer['since'] === 'string';
    const list = isChanges
      ? this.#known.apply(jobs, (answer['gone'] ?? []) as readonly number[])
      : this.#known.replace(jobs);
    // Daemons that are not ours answer all of all jobs, whatever they are asked.
    this.#version = typeof answer['version'] === 'string' ? answer['version'] : '';
    return list;
  }

  readonly whole = async (job: V1Job): Promise<V1Job> => {
    const { errors: _, ...record } = await this.#client.job(String(job.job_id));
    return record as unknown as V1Job;
  };

  async act(action: JobAction, id: string): Promise<void> {
    if (action === 'cancel') await this.#client.cancel(id, { signal: undefined, scope: 'steps' });
    else await this.#client.control(id, action);
    this.#changed = true;
  }

  readonly output = (job: V1Job, stream: OutputStream, from: number | undefined): Promise<OutputPiece> =>
    readOutput(this.#client, outputFile(job, stream), from);
}
