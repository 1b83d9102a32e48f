import { type Accounting, accountingOf } from '../../../slurm/accounting/accounting.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { EndpointContext } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { asking, Refused, slurmErrno } from '../refused.ts';

/** What `find` finds; where there is no accounting, or none to change, slurmrestd's refusal. */
export function askAccounting<Found>(find: () => Found): Found {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    const description = `Failed to open slurmdbd connection: ${error.message}`;
    throw new Refused([problem(description, slurmErrno(error), 'openapi_get_db_conn')]);
  }
}

/** The accounting of the cluster. */
export function accountingFor({ scheduler }: EndpointContext): Accounting {
  return askAccounting(() => accountingOf(scheduler));
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
