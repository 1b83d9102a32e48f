import { changesOf } from '../../../../slurm/accounting/accounting.ts';
import type { AccountingEdit } from '../../../../slurm/accounting/edit.ts';
import { missing, readFields, readList } from '../../body/read-fields.ts';
import { readObject } from '../../body/read-value.ts';
import { typedFields } from '../../body/typed-fields.ts';
import type { EndpointContext } from '../../endpoint.ts';
import { asking, Refused } from '../../refused.ts';
import { accountingFor, askAccounting } from '../ask-accounting.ts';
import { readLookups } from '../lookups.ts';
import { unlessNothingChanged } from './nothing-changed.ts';
import { bodyOf, type Reading } from './read-record.ts';
import type { ReadRecord } from './records.ts';

/** Changes of one request. */
export interface Change {
  readonly context: EndpointContext;
  readonly edit: AccountingEdit;
}

/** What changes records; throws Refused. */
export type Update<Said> = (change: Change, said: readonly Said[]) => Promise<void>;

/** What reading the body of a request needs; asks the storage for what bodies name. */
export async function readingOf(context: EndpointContext): Promise<Reading> {
  const { version, problems, warnings, caller } = context;
  // Before anything is read, a cluster whose accounting is not to be changed says so.
  askAccounting(() => changesOf(context.scheduler));
  const lookups = await asking(
    readLookups(accountingFor(context), caller),
    'slurmdb_qos_get failed',
    'prereqs',
  );
  return { version, problems, warnings, lookups };
}

/** What is not understood changes nothing. @throws Refused */
export function refuseProblems({ problems }: Reading): void {
  if (problems.length > 0) throw new Refused(problems.splice(0), { status: 500 });
}

/** The records of a list that is there; as in slurmrestd, one that is in no list is a list of its own. @throws Refused */
export function readEach<Said>(
  list: unknown,
  member: string,
  read: ReadRecord<Said>,
  reading: Reading,
): readonly Said[] {
  return readList(Array.isArray(list) ? list : [list], `#/${member}/`).map(([entry, at]) =>
    read(entry, at, reading),
  );
}

/** The records of a body of one list. @throws Refused */
export function readRecords<Said>(
  body: unknown,
  member: string,
  schema: string,
  read: ReadRecord<Said>,
  reading: Reading,
): readonly Said[] {
  const list = readObject(body, '#/')[member];
  if (list === undefined) throw missing(member);
  const said = readEach(list, member, read, reading);
  readFields(body, { fields: typedFields(bodyOf(member)), schema, at: '#/' }, reading);
  refuseProblems(reading);
  return said;
}

/** Makes changes that last if all could be made. */
export function changing<Answer extends object>(
  context: EndpointContext,
  make: (change: Change) => Promise<Answer>,
): Promise<object> {
  const changes = askAccounting(() => changesOf(context.scheduler));
  return unlessNothingChanged(() =>
    asking(
      changes.edit(context.caller, (edit) => make({ context, edit })),
      'slurmdb_connection_commit() failed',
      'db_query_commit',
    ),
  );
}
