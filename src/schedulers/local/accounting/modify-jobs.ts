import type { JobConditions } from '../../../slurm/accounting/conditions.ts';
import type { SaidJob } from '../../../slurm/accounting/edit.ts';
import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { formatLocalTime } from '../../../slurm/moment.ts';
import type { HistoryRecord } from '../history/history-record.ts';
import { hasEnded, type JobRecord } from '../job/job-record.ts';
import { isAdministrator, requireAdministrator } from '../operations/authorise.ts';
import type { HistoryTables } from '../store/history-tables.ts';
import { type AccountingTables, accountingJob } from './accounting-job.ts';
import { type Source, soFar } from './find-jobs.ts';
import { jobFilter, selects } from './job-filter.ts';
import type { TresTable } from './tres-table.ts';

/**
 * Changes what is told of jobs: of those that have ended their history, of others what they were submitted with, as far
 * as that has a place for it.
 * @returns each start, as slurmdbd names it
 * @throws SlurmError `ACCESS_DENIED`, `ACCOUNTING_UNCHANGED`
 */
export async function modifyJobs(
  { store, cluster, folder }: Source,
  tables: AccountingTables,
  caller: Caller,
  conditions: JobConditions,
  said: SaidJob,
): Promise<readonly string[]> {
  if (Object.keys(said).length === 0) throw new SlurmError('ACCOUNTING_UNCHANGED', {});
  if (said.admin_comment !== undefined || said.system_comment !== undefined)
    requireAdministrator(caller, 'say what administrators and the system say of jobs');
  const { step_list = [] } = conditions;
  const isFit = jobFilter(conditions, tables.now);
  const isMeant = (record: HistoryRecord): boolean => {
    const job = accountingJob(record, tables);
    return isFit(job) && (step_list.length === 0 || selects(step_list, job, false));
  };
  const waiting = [...store.refresh().records.values()].filter(
    (record) => !hasEnded(record) && isMeant(soFar(record, { store, cluster, folder })),
  );
  const over = (history: HistoryTables) => recordsOf(history, step_list).filter(isMeant);
  const owners = [
    ...waiting.map(({ uid }) => uid),
    ...store.history((history) => over(history).map(({ user_id }) => user_id)),
  ];
  if (owners.some((uid) => uid !== caller.uid) && !isAdministrator(caller))
    throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: 'change jobs of other users' });

  const told = (record: HistoryRecord) =>
    `${record.job_id} submitted at ${formatLocalTime(record.submit_time)}`;
  // Those first: one that ends meanwhile is found in the history then.
  if (waiting.length > 0) {
    await store.write((transaction) => {
      for (const { id } of waiting) {
        const record = transaction.job(id);
        if (record && !hasEnded(record)) transaction.put({ ...record, ...asked(record, said) });
      }
    });
  }
  const changed = await store.changeHistory((history) => {
    const records = over(history);
    for (const record of records) history.put(saidOf(record, said, tables.tres));
    return records.map(told);
  });
  const all = [...changed, ...waiting.map((record) => told(soFar(record, { store, cluster, folder })))];
  if (all.length === 0) throw new SlurmError('ACCOUNTING_UNCHANGED', {});
  return [...new Set(all)];
}

function recordsOf(
  history: HistoryTables,
  steps: NonNullable<JobConditions['step_list']>,
): readonly HistoryRecord[] {
  if (steps.length === 0) return [...history.endedSince(0)];
  const records = [...new Set(steps.map(({ job_id }) => job_id))].flatMap((id) => history.ofJob(id));
  const byStart = new Map(
    records.map((record) => [`${record.end_time} ${record.job_id} ${record.restart_cnt}`, record]),
  );
  return [...byStart.values()];
}

function saidOf(record: HistoryRecord, said: SaidJob, tres: TresTable): HistoryRecord {
  const { derived_es, tres_alloc_str, ...rest } = said;
  return {
    ...record,
    ...rest,
    ...(derived_es !== undefined && { comment: derived_es }),
    ...(tres_alloc_str !== undefined && {
      tres_alloc_str: merged(record.tres_alloc_str, tres.names(tres_alloc_str)),
    }),
  };
}

/** What is said of resources takes the place of what was; the others stay. */
function merged(before: string, said: string): string {
  const pairs = (text: string) =>
    text
      .split(',')
      .filter(Boolean)
      .map((pair) => pair.split('=') as [name: string, amount: string]);
  return [...new Map([...pairs(before), ...pairs(said)])]
    .map(([name, amount]) => `${name}=${amount}`)
    .join(',');
}

function asked(
  { description }: JobRecord,
  { derived_es: comment, admin_comment, extra, wckey }: SaidJob,
): Pick<JobRecord, 'description'> {
  const members = Object.entries({ comment, admin_comment, extra, wckey });
  const known = Object.fromEntries(members.filter(([, value]) => value !== undefined));
  return { description: { ...description, ...known } };
}
