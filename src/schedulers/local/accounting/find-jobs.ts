import { join } from 'node:path';
import type { JobConditions } from '../../../slurm/accounting/conditions.ts';
import type { AccountingJob } from '../../../slurm/accounting/job.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { historySoFar } from '../history/history-of.ts';
import type { HistoryRecord } from '../history/history-record.ts';
import { hasEnded, isStarted, type JobRecord } from '../job/job-record.ts';
import { readSteps } from '../run/read-steps.ts';
import type { StateFolder } from '../store/state-folder.ts';
import type { Store } from '../store/store.ts';
import { type AccountingTables, accountingJob, asAsked } from './accounting-job.ts';
import { jobFilter, periodOf, selects } from './job-filter.ts';

/** Where jobs are. */
export interface Source {
  readonly store: Store;
  readonly cluster: Cluster;
  readonly folder: StateFolder;
}

/** The jobs that fit, those that have not ended among them, by job id and then in the order of their starts. */
export function findJobs(
  source: Source,
  tables: AccountingTables,
  conditions: JobConditions,
): readonly AccountingJob[] {
  const { now } = tables;
  const { step_list = [], flags = [] } = conditions;
  const isFit = jobFilter(conditions, now);
  const whole = flags.includes('WHOLE_HETJOB');
  const found: AccountingJob[] = [];
  const look = (record: HistoryRecord) => {
    const job = accountingJob(record, tables);
    if (isFit(job) && (step_list.length === 0 || selects(step_list, job, whole))) found.push(job);
  };
  for (const record of source.store.refresh().records.values()) {
    if (!hasEnded(record)) look(soFar(record, source));
  }
  source.store.history((history) => {
    if (step_list.length > 0) {
      for (const id of new Set(step_list.map(({ job_id }) => job_id)))
        for (const record of history.ofJob(id)) look(record);
    } else for (const record of history.endedSince(periodOf(conditions, now).start)) look(record);
  });
  const order = (a: AccountingJob, b: AccountingJob) =>
    a.jobid - b.jobid || a.submit - b.submit || a.restart_cnt - b.restart_cnt;
  const sorted = found.sort(order);
  // Of what was requeued the last start speaks for all, unless all are asked for.
  const shown = flags.includes('DUP')
    ? sorted
    : sorted.filter(({ jobid }, index) => sorted[index + 1]?.jobid !== jobid);
  return shown.map((job) => asAsked(job, conditions, now));
}

/** A job that has not ended, as history would tell of it. */
export function soFar(record: JobRecord, { cluster, folder }: Source): HistoryRecord {
  const steps =
    isStarted(record) && record.state.run.folder !== ''
      ? readSteps(join(folder.runs, record.state.run.folder))
      : [];
  return historySoFar(record, cluster, steps);
}
