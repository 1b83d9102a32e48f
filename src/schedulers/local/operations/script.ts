import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { requireControl } from './authorise.ts';
import type { Session } from './session.ts';

/** @throws SlurmError `JOB_UNKNOWN`, `ACCESS_DENIED` */
export function script({ store }: Session, caller: Caller, jobId: number): string {
  const record = store.job(jobId) ?? store.refresh().group(jobId)[0];
  const payload = record && store.payload(record.payload);
  if (!payload) throw new SlurmError('JOB_UNKNOWN', { job: jobId });
  requireControl(caller, record, 'see the script of');
  return payload.script;
}
