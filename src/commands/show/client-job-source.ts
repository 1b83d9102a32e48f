import type { Answer, Client } from '../../client/client.ts';
import { readOutput } from '../../client/job-output.ts';
import type { V1Job } from '../../ui/squeue/v1-job.ts';
import type { JobAction, JobSource, OutputPiece, OutputStream } from '../../ui/watch/job-source.ts';
import { keepUnchanged } from '../../ui/watch/unchanged.ts';
import { outputFile } from './output-file.ts';
import { recordsOf } from './shown.ts';

/** The jobs of a cluster for a view, through the API as any command sees them. */
export class ClientJobSource implements JobSource {
  readonly user: string;
  readonly #client: Client;
  readonly #name: string | undefined;
  readonly #maxAge: number;
  #jobs: readonly V1Job[] = [];
  #answer: Answer | undefined;
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
    const cluster = this.#jobs[0]?.cluster;
    return this.#name ?? (cluster ? `cluster ${cluster}` : 'slurmrest');
  }

  async jobs(): Promise<readonly V1Job[]> {
    const maxAge = this.#changed ? 0 : this.#maxAge;
    this.#changed = false;
    const answer = await this.#client.jobsAgain(maxAge);
    if (answer !== this.#answer) this.#jobs = keepUnchanged(this.#jobs, recordsOf<V1Job>(answer, 'jobs'));
    this.#answer = answer;
    return this.#jobs;
  }

  async act(action: JobAction, id: string): Promise<void> {
    if (action === 'cancel') await this.#client.cancel(id, { signal: undefined, scope: 'steps' });
    else await this.#client.control(id, action);
    this.#changed = true;
  }

  readonly output = (job: V1Job, stream: OutputStream, from: number | undefined): Promise<OutputPiece> =>
    readOutput(this.#client, outputFile(job, stream), from);
}
