import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { openLocalScheduler } from '../../../src/schedulers/local/local-scheduler.ts';
import { SlurmError } from '../../../src/slurm/error.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import type { Scheduler } from '../../../src/slurm/scheduler.ts';
import { type Content, type Inspected, ME } from './content.ts';

// A process of its own, for a damaged file may end whoever opens it. Reads names of state folders, one a line, and
// says of each what is in it, and again after some more submissions.

for await (const stateDir of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await inspect(stateDir))}\n`);
}

async function inspect(stateDir: string): Promise<Inspected> {
  let scheduler: Scheduler | undefined;
  try {
    scheduler = await openLocalScheduler({ stateDir, log: SILENT, leaderCommand: [], lead: false });
    const before = await contentOf(scheduler);
    const added: string[] = [];
    for (let job = 0; job < 5; job++) {
      const script = `#!/bin/sh\n${'# later\n'.repeat(job * 300)}`;
      const { jobId } = await scheduler.submit(ME, {
        jobs: [{ work_dir: '/', name: `later-${job}` }],
        script,
      });
      added.push(String(jobId));
    }
    const after = await contentOf(scheduler);
    const kept: Content = Object.fromEntries(Object.entries(after).filter(([id]) => !added.includes(id)));
    return { content: before, kept };
  } catch (error) {
    return error instanceof SlurmError
      ? { refused: error.code, message: error.message }
      : { failed: (error as Error).stack ?? '' };
  } finally {
    await scheduler?.close().catch(() => undefined);
  }
}

async function contentOf(scheduler: Scheduler): Promise<Content> {
  const content: Record<string, string> = {};
  for (const { job_id, name, job_state, priority } of (await scheduler.jobs(ME)).records) {
    const script = createHash('sha1')
      .update(await scheduler.script(ME, job_id))
      .digest('hex');
    content[job_id] = `${name} ${job_state} ${priority === 0 ? 'held' : 'free'} ${script}`;
  }
  return content;
}
