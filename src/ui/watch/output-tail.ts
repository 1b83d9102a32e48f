import type { V1Job } from '../squeue/v1-job.ts';
import { appendOutput, emptyOutput, type JobOutput } from './job-output.ts';
import type { JobSource, OutputStream } from './job-source.ts';

/** Milliseconds between looks at an output that grows. */
const LOOK_EVERY = 1000;

/** Reads the end of a job's output and what is added to it, until it is closed. */
export class OutputTail {
  readonly #read: JobSource['output'];
  readonly #changed: () => void;
  #opened = 0;
  #timer: NodeJS.Timeout | undefined;

  job: V1Job | undefined;
  output: JobOutput = emptyOutput('stdout');

  /** @param changed called when there is more to show */
  constructor(source: JobSource, changed: () => void) {
    this.#read = source.output;
    this.#changed = changed;
  }

  open(job: V1Job, stream: OutputStream): void {
    this.close();
    this.job = job;
    this.output = emptyOutput(stream);
    if (this.#read) void this.#look(this.#opened, job, stream);
    else this.output = { ...this.output, problem: 'The output of jobs cannot be read from here.' };
  }

  close(): void {
    this.#opened += 1;
    clearTimeout(this.#timer);
  }

  async #look(opened: number, job: V1Job, stream: OutputStream): Promise<void> {
    let output: JobOutput;
    try {
      output = appendOutput(this.output, await this.#read!(job, stream, this.output.next));
    } catch (error) {
      output = { ...this.output, problem: error instanceof Error ? error.message : String(error) };
    }
    if (opened !== this.#opened) return;
    const news = output !== this.output && (output.problem !== this.output.problem || !output.problem);
    this.output = output;
    if (news) this.#changed();
    this.#timer = setTimeout(() => void this.#look(opened, job, stream), LOOK_EVERY);
  }
}
