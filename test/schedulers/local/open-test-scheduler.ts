import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { openLocalScheduler } from '../../../src/schedulers/local/local-scheduler.ts';
import type { Caller } from '../../../src/slurm/caller.ts';
import type { Job } from '../../../src/slurm/job.ts';
import type { JobDescription } from '../../../src/slurm/job-description.ts';
import { parseJobId } from '../../../src/slurm/job-id.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import type { Scheduler } from '../../../src/slurm/scheduler.ts';
import { readSlurmConf, type SlurmConf } from '../../../src/slurm/slurm-conf.ts';
import { type FakeMachine, fakeMachine } from './fake-machine.ts';

export const ME: Caller = {
  uid: process.getuid!(),
  gid: process.getgid!(),
  name: 'me',
  credential: 'local',
};
export const STRANGER: Caller = { uid: 4242, gid: 4242, name: 'stranger', credential: 'token' };

/** One node with four CPUs. */
const CONF = 'NodeName=host1 CPUs=4 RealMemory=4000\nPartitionName=debug Nodes=ALL Default=YES\n';

export interface TestScheduler {
  readonly scheduler: Scheduler;
  readonly machine: FakeMachine;
  readonly stateDir: string;
  /** Submits one job and gives its id. */
  submit(job?: JobDescription, ...components: JobDescription[]): Promise<number>;
  /** The records of a job id as users write it. */
  show(id: number | string): Promise<readonly Job[]>;
  /** The one record of a job id. */
  one(id: number | string): Promise<Job>;
  /** `PENDING(Resources)`, `RUNNING`, … of every record, by job id. */
  states(): Promise<Record<string, string>>;
  /** Waits until {@link states} is as expected. */
  reach(expected: Record<string, string>): Promise<void>;
}

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slurmrest-local-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function confOf(text: string): SlurmConf {
  const file = join(tempFolder(), 'slurm.conf');
  writeFileSync(file, text);
  return readSlurmConf(file);
}

/** A scheduler that leads, on a machine that runs nothing. */
export async function openTestScheduler(
  options: {
    readonly conf?: string;
    readonly lead?: boolean;
    readonly stateDir?: string;
    readonly machine?: FakeMachine;
  } = {},
): Promise<TestScheduler> {
  const { machine = fakeMachine(), lead = true } = options;
  const stateDir = options.stateDir ?? join(tempFolder(), 'state');
  const scheduler = await openLocalScheduler({
    stateDir,
    conf: confOf(options.conf ?? CONF),
    log: SILENT,
    openRunner: machine.openRunner,
    leaderCommand: [],
    lead,
  });
  onTestFinished(() => scheduler.close().catch(() => undefined));

  const states = async (): Promise<Record<string, string>> => {
    const { records } = await scheduler.jobs(ME);
    return Object.fromEntries(records.map((job) => [nameOf(job), stateOf(job)]));
  };
  const show = (id: number | string) => scheduler.job(ME, parseJobId(String(id)));
  return {
    scheduler,
    machine,
    stateDir,
    states,
    show,
    submit: async (job = {}, ...components) => {
      const jobs = [job, ...components].map((one) => ({ work_dir: '/tmp', ...one }));
      const submission = { jobs: jobs as [JobDescription, ...JobDescription[]], script: '#!/bin/sh\ntrue\n' };
      return (await scheduler.submit(ME, submission)).jobId;
    },
    one: async (id) => {
      const found = await show(id);
      if (found.length !== 1) throw new Error(`${found.length} records of ${id}`);
      return found[0]!;
    },
    reach: (expected) =>
      vi.waitFor(
        async () => {
          const now = JSON.stringify(await states());
          if (now !== JSON.stringify(expected)) throw new Error(`${now} is not ${JSON.stringify(expected)}`);
        },
        { timeout: 60_000, interval: 20 },
      ),
  };
}

function nameOf(job: Job): string {
  if (job.array_job_id > 0) {
    return job.array_task_id === undefined
      ? `${job.array_job_id}_[${job.array_task_str}]`
      : `${job.array_job_id}_${job.array_task_id}`;
  }
  return job.het_job_id > 0 ? `${job.het_job_id}+${job.het_job_offset}` : String(job.job_id);
}

function stateOf({ job_state, job_state_flags, state_reason }: Job): string {
  const state = [job_state, ...job_state_flags].join('+');
  return job_state === 'PENDING' ? `${state}(${state_reason})` : state;
}
