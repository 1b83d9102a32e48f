import type { Arena } from './arena.ts';
import { ask, get, submit } from './arena.ts';

/** Connections that fill the table: more at a time share what slurmctld does for each. */
const SUBMITTERS = 64;

interface Listed {
  readonly jobs: readonly { readonly job_id: number; readonly comment: string }[];
}

async function listed(arena: Arena): Promise<Listed['jobs']> {
  const answer = await ask(arena.ours.url, get(arena, 'jobs?fields=job_id,comment'));
  return ((await answer.json()) as Listed).jobs;
}

export async function countJobs(arena: Arena): Promise<number> {
  return (await listed(arena)).length;
}

/** Submits until so many jobs are there. */
export async function fillJobs(arena: Arena, wanted: number): Promise<void> {
  const question = submit(arena);
  for (let there = await countJobs(arena); there < wanted; there = await countJobs(arena)) {
    let left = wanted - there;
    const submitter = async (): Promise<void> => {
      while (left-- > 0) await (await ask(arena.ours.url, question)).arrayBuffer();
    };
    await Promise.all(Array.from({ length: SUBMITTERS }, submitter));
  }
}

/**
 * Changes the comment of a job once a second until it is stopped.
 * @throws Error (of `stop`) where a change was refused, or the table does not show the last one
 */
export async function changing(arena: Arena, run: () => Promise<void>): Promise<void> {
  const [first] = await listed(arena);
  const path = `/slurm/v1/job/${first!.job_id}`;
  let comment = '';
  let failure: Error | undefined;
  let under = Promise.resolve();
  const change = async () => {
    comment = String(Date.now());
    const body = JSON.stringify({ comment });
    const answer = await ask(arena.ours.url, { method: 'PUT', path, headers: arena.headers, body });
    if (!answer.ok) failure = new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
  };
  const timer = setInterval(() => {
    under = change().catch((error) => {
      failure = error;
    });
  }, 1000);
  try {
    await run();
  } finally {
    clearInterval(timer);
    await under;
  }
  if (failure) throw failure;
  const shown = (await listed(arena)).find(({ job_id }) => job_id === first!.job_id)?.comment;
  if (shown !== comment) throw new Error(`the table shows the comment ${shown}, not ${comment}`);
}
