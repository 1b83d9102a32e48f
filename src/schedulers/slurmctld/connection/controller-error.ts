import { describeErrno } from '../../../slurm/errno.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { EXIT } from '../../../slurm/error-table.ts';
import type { ReturnCode } from '../messages/replies.ts';

const UNKNOWN_JOB = [2017];
const RATE_LIMITED = [1804, 1805];
/** Slurm packs its generic failure as -1. */
const GENERIC = -1;

/**
 * The error for what a controller answered other than 0.
 * @param subject the job or thing the request was about, for the message
 */
export function controllerError({ code, message }: ReturnCode, request: string, subject: string): SlurmError {
  if (UNKNOWN_JOB.includes(code)) return new SlurmError('JOB_UNKNOWN', { job: subject }, { source: request });
  if (RATE_LIMITED.includes(code)) return new SlurmError('CONTROLLER_BUSY', {}, { source: request });
  const { name, status, meaning } =
    code === GENERIC
      ? { name: 'SLURM_ERROR', status: 502, meaning: "the request failed; see slurmctld's log" }
      : describeErrno(code);
  // What the site's plugins have to say comes first: it is meant for the user.
  const said = message?.trim();
  const problem = `${said ? `${said} — ` : ''}${subject ? `${subject}: ` : ''}${meaning} (${name}).`;
  return new SlurmError(
    'CONTROLLER_REFUSED',
    { problem },
    { source: request, verdict: { errno: code, status, exit: exitOf(status) } },
  );
}

function exitOf(status: number): number {
  if (status === 403) return EXIT.denied;
  if (status === 404) return EXIT.notFound;
  if (status >= 502) return EXIT.unreachable;
  return EXIT.failed;
}
