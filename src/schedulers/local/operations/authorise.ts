import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobRecord } from '../job/job-record.ts';
import { recordName } from '../job/record-tasks.ts';

/** Root, and the user the scheduler runs as. */
export function isAdministrator({ uid }: Pick<Caller, 'uid'>): boolean {
  return uid === 0 || uid === process.geteuid!();
}

/** @throws SlurmError `ACCESS_DENIED` unless the caller is an administrator */
export function requireAdministrator(caller: Caller, what: string): void {
  if (!isAdministrator(caller)) throw new SlurmError('ACCESS_DENIED', { who: caller.name, what });
}

/** @throws SlurmError `ACCESS_DENIED` unless the caller owns the job or is an administrator */
export function requireControl(caller: Caller, record: JobRecord, verb: string): void {
  if (caller.uid === record.uid || isAdministrator(caller)) return;
  throw new SlurmError('ACCESS_DENIED', { who: caller.name, what: `${verb} job ${recordName(record)}` });
}
