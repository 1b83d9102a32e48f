import { describeErrno } from '../../../slurm/errno.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { EXIT } from '../../../slurm/error-table.ts';
import type { DbdReturnCode } from '../messages/return-code.ts';

/** Slurm packs its generic failure as -1. */
const GENERIC = -1;

/** The error for what slurmdbd answered other than 0. */
export function accountingError({ code, comment }: DbdReturnCode, request: string): SlurmError {
  const { name, status, meaning } =
    code === GENERIC
      ? { name: 'SLURM_ERROR', status: 502, meaning: "the request failed; see slurmdbd's log" }
      : describeErrno(code);
  const said = comment.trim();
  const problem = `${said ? `${said} — ` : ''}${meaning} (${name}).`;
  const exit = status === 403 ? EXIT.denied : status >= 502 ? EXIT.unreachable : EXIT.failed;
  return new SlurmError(
    'ACCOUNTING_REFUSED',
    { problem },
    { source: request, verdict: { errno: code, status, exit } },
  );
}
