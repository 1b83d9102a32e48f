import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Question } from './ask.ts';
import type { Findings } from './fault.ts';
import { type Site, until } from './site.ts';

/** A job as the API shows it, as far as it is looked at here. */
interface ShownJob {
  readonly job_id: number;
  readonly job_state: string;
  readonly exit_code: number;
  readonly restart_cnt: number;
  readonly name: string;
}

const ENDED: readonly string[] = [
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TIMEOUT',
  'NODE_FAIL',
  'DEADLINE',
  'OUT_OF_MEMORY',
];

/** Asks whichever daemon is there. */
export type Asker = (path: string, question?: Question) => Promise<Answer>;

/**
 * What was submitted and answered, beside what really ran: each job writes its id and restart into a file when it
 * begins, and ends with an exit code that follows from its id.
 */
export class Ledger {
  /** Ids that were told to a client. */
  readonly acknowledged: number[] = [];
  /** Submissions without an answer: they may have been accepted, or not. */
  unanswered = 0;
  /** Submissions that were refused with a clear error, by their status. */
  readonly refused: Record<number, number> = {};
  readonly #site: Site;
  readonly #log: string;

  constructor(site: Site) {
    this.#site = site;
    this.#log = path.join(site.folder, 'ran');
  }

  /** The exit code a job has to end with. */
  static exitCode(id: number): number {
    return id % 4;
  }

  /** @param work what the job does beside, for `sh` */
  script(work = ''): string {
    return `#!/bin/sh\necho $SLURM_JOB_ID \${SLURM_RESTART_COUNT:-0} >> ${this.#log}\n${work}\nexit $((SLURM_JOB_ID % 4))\n`;
  }

  /** A body for a submission. */
  body(work: string, job: Readonly<Record<string, unknown>> = {}): unknown {
    return {
      job: {
        name: 'ledger',
        current_working_directory: this.#site.folder,
        standard_output: '/dev/null',
        standard_error: '/dev/null',
        environment: { PATH: '/usr/bin:/bin' },
        ...job,
      },
      script: this.script(work),
    };
  }

  /** Submits one job and notes what came of it. */
  async submit(
    ask: Asker,
    work: string,
    job?: Readonly<Record<string, unknown>>,
  ): Promise<number | undefined> {
    let answer: Answer;
    try {
      answer = await ask('/slurm/v1/job/submit', { method: 'POST', body: this.body(work, job) });
    } catch {
      this.unanswered++;
      return undefined;
    }
    if (answer.status !== 200) {
      this.refused[answer.status] = (this.refused[answer.status] ?? 0) + 1;
      return undefined;
    }
    this.acknowledged.push(answer.json.job_id);
    return answer.json.job_id;
  }

  /** Submits one job after the other until `stop`, with no more than so many not ended. */
  async submitUntil(stop: AbortSignal, ask: Asker, work: () => string, pauseMs: number): Promise<void> {
    while (!stop.aborted) {
      await this.submit(ask, work());
      await sleep(pauseMs);
    }
  }

  /** `id restart` of every beginning of a job. */
  beginnings(): readonly string[] {
    return existsSync(this.#log) ? readFileSync(this.#log, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** All jobs of this ledger as they are shown. */
  async jobs(ask: Asker): Promise<readonly ShownJob[]> {
    const { status, json, text } = await ask('/slurm/v1/jobs');
    if (status !== 200) throw new Error(`the jobs are not shown: ${status} ${text}`);
    return (json.jobs as ShownJob[]).filter(({ name }) => name === 'ledger');
  }

  /**
   * Waits until everything has ended, then compares what was promised, what is shown, and what happened.
   * @param mayBeLost starts (`id.number`) whose end nobody saw
   */
  async verify(findings: Findings, ask: Asker, mayBeLost: ReadonlySet<string> = new Set()): Promise<void> {
    const ended = async () => {
      const all = await this.jobs(ask).catch(() => undefined);
      return all?.every(({ job_state }) => ENDED.includes(job_state)) && all;
    };
    const jobs = new Map((await until('all jobs end', ended, 600)).map((job) => [job.job_id, job]));
    const lost = new Map<number, number>();
    for (const start of mayBeLost) {
      const id = Number(start.split('.')[0]);
      lost.set(id, (lost.get(id) ?? 0) + 1);
    }
    const begun = new Map<string, number>();
    for (const line of this.beginnings()) begun.set(line, (begun.get(line) ?? 0) + 1);

    for (const id of this.acknowledged) {
      findings.check(
        'acknowledged jobs that are there',
        jobs.has(id),
        () => `job ${id} was accepted and is lost`,
      );
    }
    const ids = new Set(this.acknowledged);
    findings.check('ids given once', ids.size === this.acknowledged.length, () => 'an id was given twice');
    for (const [line, times] of begun) {
      findings.check('starts that ran once', times === 1, () => `start "${line}" ran ${times} times`);
    }
    for (const { job_id, job_state, exit_code, restart_cnt } of jobs.values()) {
      const runs = [...Array(restart_cnt + 1).keys()].filter((restart) => begun.has(`${job_id} ${restart}`));
      const deaths = lost.get(job_id) ?? 0;
      const what = `job ${job_id}: ${job_state}, exit code ${exit_code >> 8}:${exit_code & 127}, ${restart_cnt} restarts, ${runs.length} runs`;
      findings.check('jobs run again only where their end is unknown', restart_cnt <= deaths, () => what);
      if (job_state === 'NODE_FAIL') {
        findings.check('ends called unknown that are', deaths > 0, () => what);
        continue;
      }
      const code = Ledger.exitCode(job_id);
      const told = exit_code === code << 8 && job_state === (code === 0 ? 'COMPLETED' : 'FAILED');
      findings.check(
        'exit codes that are the true ones',
        told && begun.has(`${job_id} ${restart_cnt}`),
        () => what,
      );
    }
  }
}
