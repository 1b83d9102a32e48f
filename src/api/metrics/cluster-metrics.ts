import type { Registry } from 'prom-client';
import type { Caller } from '../../slurm/caller.ts';
import type { Diagnostics } from '../../slurm/diagnostics.ts';
import { jobStateName } from '../../slurm/job-state.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';

/** Milliseconds the tables may be old: several scrapers then cost the cluster no more than one. */
const MAX_AGE = 1_000;

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly kind: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
}

/**
 * The cluster's figures as the caller sees it.
 * @throws SlurmError as the scheduler does
 */
export async function clusterRegistry(scheduler: Scheduler, caller: Caller): Promise<Registry> {
  const { Counter, Gauge, Registry } = await import('./prom-client.ts');
  const [jobs, nodes, diagnostics] = await Promise.all([
    scheduler.jobs(caller, MAX_AGE),
    scheduler.nodes(caller, MAX_AGE),
    scheduler.diagnostics(caller),
  ]);
  const tables: Metric[] = [
    {
      name: 'slurm_jobs',
      help: 'Jobs by state and partition; the pending tasks of an array are one.',
      kind: 'gauge',
      samples: counted(jobs.records, (job) => ({
        state: jobStateName(job.job_state, job.job_state_flags),
        partition: job.partition,
      })),
    },
    {
      name: 'slurm_nodes',
      help: 'Nodes by state with its flags.',
      kind: 'gauge',
      samples: counted(nodes.records, (node) => ({
        state: [node.node_state, ...node.node_state_flags].join('+'),
      })),
    },
    gauge(
      'slurm_cpus',
      'CPUs of all nodes.',
      sum(nodes.records, ({ cpus }) => cpus),
    ),
    gauge(
      'slurm_cpus_allocated',
      'CPUs that jobs have.',
      sum(nodes.records, ({ alloc_cpus }) => alloc_cpus),
    ),
  ];

  const registry = new Registry();
  for (const { name, help, kind, samples } of [...tables, ...diagnosticMetrics(diagnostics)]) {
    const labelNames = Object.keys(samples[0]?.[0] ?? {});
    const settings = { name, help, labelNames, registers: [registry] };
    if (kind === 'gauge') {
      const metric = new Gauge(settings);
      for (const [labels, value] of samples) metric.set(labels, value);
    } else {
      const metric = new Counter(settings);
      for (const [labels, value] of samples) metric.inc(labels, value);
    }
  }
  return registry;
}

/** What sdiag(1) shows; counters begin anew when the controller's do. */
function diagnosticMetrics(diag: Diagnostics): Metric[] {
  const byType = (read: (rpc: Diagnostics['rpcs_by_type'][number]) => number): Sample[] =>
    diag.rpcs_by_type.map((rpc) => [{ rpc: rpc.name }, read(rpc)]);
  return [
    counter('slurm_jobs_submitted_total', 'Jobs submitted.', diag.jobs_submitted),
    counter('slurm_jobs_started_total', 'Jobs started.', diag.jobs_started),
    counter('slurm_jobs_completed_total', 'Jobs completed.', diag.jobs_completed),
    counter('slurm_jobs_canceled_total', 'Jobs cancelled.', diag.jobs_canceled),
    counter('slurm_jobs_failed_total', 'Jobs that failed.', diag.jobs_failed),
    gauge('slurm_controller_threads', 'Threads of the controller.', diag.server_thread_count),
    gauge('slurm_controller_agent_queue', 'Messages to nodes that wait.', diag.agent_queue_size),
    gauge('slurm_controller_dbd_queue', 'Messages to slurmdbd that wait.', diag.dbd_agent_queue_size),
    counter('slurm_scheduler_cycles_total', 'Scheduling cycles.', diag.schedule_cycle_counter),
    counter('slurm_scheduler_seconds_total', 'Seconds in them.', seconds(diag.schedule_cycle_sum)),
    gauge('slurm_scheduler_queue', 'Jobs in the queue of the last cycle.', diag.schedule_queue_len),
    counter('slurm_backfill_cycles_total', 'Backfill cycles.', diag.bf_cycle_counter),
    counter('slurm_backfill_seconds_total', 'Seconds in them.', seconds(diag.bf_cycle_sum)),
    counter('slurm_backfill_jobs_total', 'Jobs started by backfill.', diag.bf_backfilled_jobs),
    {
      name: 'slurm_controller_rpcs_total',
      help: 'RPCs the controller has answered.',
      kind: 'counter',
      samples: byType(({ count }) => count),
    },
    {
      name: 'slurm_controller_rpc_seconds_total',
      help: 'Seconds it spent in them.',
      kind: 'counter',
      samples: byType(({ total_time }) => seconds(total_time)),
    },
  ];
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, kind: 'gauge', samples: [[{}, value]] };
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, kind: 'counter', samples: [[{}, value]] };
}

function seconds(microseconds: number): number {
  return microseconds / 1e6;
}

function sum<Entry>(records: readonly Entry[], read: (record: Entry) => number): number {
  return records.reduce((total, record) => total + read(record), 0);
}

function counted<Entry>(
  records: readonly Entry[],
  labelsOf: (record: Entry) => Readonly<Record<string, string>>,
): Sample[] {
  const counts = new Map<string, number>();
  for (const record of records) {
    const key = JSON.stringify(labelsOf(record));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [JSON.parse(key) as Sample[0], count]);
}
