import type { Caller } from '../slurm/caller.ts';
import type { Diagnostics } from '../slurm/diagnostics.ts';
import type { ControllerStatus, Scheduler } from '../slurm/scheduler.ts';
import { type Html, html, table } from './html.ts';
import { page, TOKEN_FORM } from './page.ts';

/** Seconds between two looks of a browser without scripts. */
const REFRESH = 10;

/** The figures `caller` may see. */
export async function statusFigures(scheduler: Scheduler, caller: Caller, now: Date): Promise<Html> {
  const [controllers, diagnostics, jobs, nodes] = await Promise.all([
    scheduler.ping(caller),
    scheduler.diagnostics(caller),
    scheduler.jobs(caller),
    scheduler.nodes(caller),
  ]);
  return html`<p>Cluster <b>${scheduler.clusterName}</b>, as <b>${caller.name}</b> sees it at <time datetime="${now.toISOString()}">${now.toISOString().slice(11, 19)} UTC</time>.</p>
${controllerTable(controllers)}
${jobTable(jobs.records)}
${table('Nodes', ['State', 'Nodes'], counted(nodes.records.map((node) => node.node_state)))}
${schedulerTable(diagnostics)}`;
}

/** The page around figures, or around why there are none. */
export function statusPage(content: Html): string {
  return page({
    title: 'Status · slurmrest',
    scripts: ['sign-in.js', 'status.js'],
    refresh: REFRESH,
    body: html`<main>
<h1>Status</h1>
${TOKEN_FORM}
<div id="figures">
${content}
</div>
</main>`,
  });
}

/** Why there are no figures. */
export function statusFailure(message: string): Html {
  return html`<p role="alert">${message}</p>
<noscript><p>Without scripts this page shows figures where a proxy says who you are.</p></noscript>`;
}

function controllerTable(controllers: readonly ControllerStatus[]): Html {
  const rows = controllers.map(({ hostname, mode, up }) => [hostname, mode, up ? 'UP' : 'DOWN']);
  return table('Controllers', ['Host', 'Role', 'State'], rows);
}

interface Queued {
  readonly partition: string;
  readonly job_state: string;
}

/** Partitions by states; the waiting tasks of an array are one record, and are counted as that. */
function jobTable(jobs: readonly Queued[]): Html {
  const states = counted(jobs.map((job) => job.job_state)).map(([state]) => state);
  const partitions = [...new Set(jobs.map((job) => job.partition))].sort();
  const counts = new Map<string, number>();
  for (const { partition, job_state } of jobs) {
    const key = `${job_state} ${partition}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const rows = partitions.map((partition) => [
    partition,
    ...states.map((state) => counts.get(`${state} ${partition}`) ?? 0),
  ]);
  const caption = `Jobs: ${jobs.length} (the waiting tasks of an array are one)`;
  return table(caption, ['Partition', ...states], rows);
}

/** How often each word is there, the most frequent first. */
function counted(words: readonly string[]): readonly (readonly [word: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

const moment = (seconds: number): string =>
  seconds === 0 ? '' : new Date(seconds * 1000).toISOString().replace('T', ' ').replace(/\..*/, ' UTC');

function schedulerTable(diag: Diagnostics): Html {
  const mean = diag.schedule_cycle_counter > 0 ? diag.schedule_cycle_sum / diag.schedule_cycle_counter : 0;
  return table(
    'Scheduler',
    ['Figure', 'Value'],
    [
      ['Counting since', moment(diag.req_time_start)],
      ['Jobs submitted', diag.jobs_submitted],
      ['Jobs started', diag.jobs_started],
      ['Jobs completed', diag.jobs_completed],
      ['Jobs cancelled', diag.jobs_canceled],
      ['Jobs failed', diag.jobs_failed],
      ['Jobs started by backfill', diag.bf_last_backfilled_jobs],
      ['Server threads', diag.server_thread_count],
      ['Messages to nodes that wait', diag.agent_queue_size],
      ['Scheduling cycles', diag.schedule_cycle_counter],
      ['Last cycle (µs)', diag.schedule_cycle_last],
      ['Longest cycle (µs)', diag.schedule_cycle_max],
      ['Mean cycle (µs)', Math.round(mean)],
      ['Queue of the last cycle', diag.schedule_queue_len],
    ],
  );
}
