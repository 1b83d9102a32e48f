import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobSelector } from '../../../slurm/job-id.ts';
import { hasEnded, isStarted } from '../job/job-record.ts';
import { recordName } from '../job/record-tasks.ts';
import { requireAdministrator } from './authorise.ts';
import { selectForChange } from './select-records.ts';
import type { Session } from './session.ts';

/**
 * Stops the processes of running jobs (SIGSTOP). They keep what they hold, so that nothing is given out twice
 * when they go on.
 * @throws SlurmError `JOB_NOT_STARTED`, `JOB_ENDED`, `JOB_UNKNOWN`, `ACCESS_DENIED`
 */
export async function suspend(session: Session, caller: Caller, selector: JobSelector): Promise<void> {
  requireAdministrator(caller, 'suspend jobs');
  const mirror = session.store.refresh();
  await session.write((transaction) => {
    const records = selectForChange(transaction, mirror, selector);
    const job = recordName(records[0]!);
    if (records.every(hasEnded)) throw new SlurmError('JOB_ENDED', { job });
    if (!records.some(isStarted)) throw new SlurmError('JOB_NOT_STARTED', { job, what: 'suspend' });
    for (const record of records) {
      if (record.state.kind !== 'running') continue;
      const { run } = record.state;
      transaction.put({
        ...record,
        state: { kind: 'suspended', run: { ...run, suspendTime: transaction.now } },
      });
    }
  });
  session.wake();
}

/**
 * Lets suspended jobs go on (SIGCONT). The time they were suspended does not count.
 * @throws SlurmError `JOB_NOT_SUSPENDED`, `JOB_UNKNOWN`, `ACCESS_DENIED`
 */
export async function resume(session: Session, caller: Caller, selector: JobSelector): Promise<void> {
  requireAdministrator(caller, 'resume jobs');
  const mirror = session.store.refresh();
  await session.write((transaction) => {
    const records = selectForChange(transaction, mirror, selector);
    if (!records.some(({ state }) => state.kind === 'suspended')) {
      throw new SlurmError('JOB_NOT_SUSPENDED', { job: recordName(records[0]!) });
    }
    for (const record of records) {
      if (record.state.kind !== 'suspended') continue;
      const { run } = record.state;
      const suspended = run.suspended + transaction.now - run.suspendTime;
      transaction.put({
        ...record,
        state: { kind: 'running', run: { ...run, suspended, suspendTime: transaction.now } },
      });
    }
  });
  session.wake();
}
