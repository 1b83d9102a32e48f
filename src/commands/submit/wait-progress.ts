import type { Io } from '../../cli/io.ts';
import { isFailure } from '../../cli/render-error.ts';
import type { Client } from '../../client/client.ts';
import { readOutput } from '../../client/job-output.ts';
import { canDraw, ProgressDisplay } from '../../ui/progress/display.ts';
import { jobsAhead, progressDetails, progressText } from '../../ui/progress/job-progress.ts';
import { stateName, type V1Job } from '../../ui/squeue/v1-job.ts';
import { appendOutput, emptyOutput, outputRows } from '../../ui/watch/job-output.ts';
import { outputFile } from '../show/output-file.ts';
import { recordsOf } from '../show/shown.ts';

/** Milliseconds between two looks at the whole queue, which may be long. */
const QUEUE_INTERVAL = 10_000;
/** Lines of a job's output that are shown. */
const OUTPUT_LINES = 5;

/** Tells how a job gets on while it is waited for. */
export interface WaitProgress {
  readonly look: (jobs: readonly V1Job[]) => Promise<void>;
  /** Leaves nothing on the screen. */
  readonly end: () => void;
}

/** Progress on stderr: drawn over again on a terminal, elsewhere a plain line at every change of state. */
export function waitProgress(
  client: Client,
  jobId: number,
  { stderr }: Pick<Io, 'stderr'>,
  env: NodeJS.ProcessEnv,
): WaitProgress {
  return canDraw(stderr, env)
    ? drawnProgress(client, jobId, new ProgressDisplay(stderr, env))
    : plainProgress(jobId, (line) => stderr.write(`slurmrest: ${line}\n`));
}

function plainProgress(jobId: number, print: (line: string) => void): WaitProgress {
  let last: string | undefined;
  return {
    async look(jobs) {
      const text = progressText(jobId, jobs);
      if (text !== last) print(text);
      last = text;
    },
    end() {},
  };
}

function drawnProgress(client: Client, jobId: number, display: ProgressDisplay): WaitProgress {
  let output = emptyOutput('stdout');
  let ahead: number | undefined;
  let askedAt = 0;

  const askAhead = async (jobs: readonly V1Job[]) => {
    if (!jobs.some((job) => stateName(job) === 'PENDING')) return;
    if (Date.now() - askedAt < QUEUE_INTERVAL) return;
    askedAt = Date.now();
    ahead = jobsAhead(jobs, recordsOf<V1Job>(await client.jobs(), 'jobs'));
  };
  const readOn = async ([job, another]: readonly V1Job[]) => {
    if (!job || another || stateName(job) !== 'RUNNING') return;
    try {
      output = appendOutput(output, await readOutput(client, outputFile(job, 'stdout'), output.next));
    } catch (error) {
      // Not written yet, or on another machine.
      if (!isFailure(error)) throw error;
    }
  };

  return {
    async look(jobs) {
      await askAhead(jobs);
      await readOn(jobs);
      const text = [progressText(jobId, jobs), ...progressDetails(jobs, ahead, Date.now() / 1000)].join(', ');
      display.draw([text], outputRows(output, Number.POSITIVE_INFINITY, false).slice(-OUTPUT_LINES));
    },
    end: () => display.end(),
  };
}
