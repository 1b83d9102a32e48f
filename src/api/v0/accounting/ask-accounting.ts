import { type Accounting, accountingOf } from '../../../slurm/accounting/accounting.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { EndpointContext } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { asking, Refused, slurmErrno } from '../refused.ts';

/** The accounting of the cluster, or slurmrestd's refusal where there is none. */
export function accountingFor({ scheduler }: EndpointContext): Accounting {
  try {
    return accountingOf(scheduler);
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    throw new Refused([
      problem(
        `Failed to open slurmdbd connection: ${error.message}`,
        slurmErrno(error),
        'openapi_get_db_conn',
      ),
    ]);
  }
}

/** What is asked, by the names of slurmrestd's functions, which its answers tell. */
export interface Question {
  /** e.g. `slurmdb_users_get`. */
  readonly func: string;
  /** e.g. `_dump_users`. */
  readonly source: string;
  /** Members of an answer that tells of a failure, e.g. an empty list. */
  readonly members?: object;
  /** Nothing found needs no mention. */
  readonly mayBeEmpty?: boolean;
}

/** Asks for records, and warns where there are none. */
export async function askForRecords<Entry>(
  { warnings }: EndpointContext,
  { func, source, members = {}, mayBeEmpty = false }: Question,
  answer: Promise<readonly Entry[]>,
): Promise<readonly Entry[]> {
  const records = await asking(answer, `${func} failed`, source, { members });
  if (records.length === 0 && !mayBeEmpty) warnings.push({ description: `${func}() found nothing`, source });
  return records;
}
