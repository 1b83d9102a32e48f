import { type TObject, Type } from '@sinclair/typebox';
import { type Collection, collectionOf } from '../../engine/collection.ts';
import { hintAt } from '../../engine/hint.ts';
import { once } from '../../engine/once.ts';
import { identityOf } from '../../engine/record-identity.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Snapshot } from '../../slurm/scheduler.ts';
import { type Field, presenter } from './field.ts';
import { KnownLists } from './known-lists.ts';

/** A query parameter that leaves records out. */
export interface ListFilter<Entry> {
  /** Markdown, after "Only …". */
  readonly description: string;
  /**
   * The test for any of these values.
   * @throws SlurmError `FIELD_INVALID`
   */
  matching(wanted: readonly string[]): (record: Entry) => boolean;
}

/** How a table of records is listed. */
export interface ListingOptions<Entry> {
  /** Name of the list in the answer. */
  readonly member: string;
  readonly fields: () => readonly Field<Entry>[];
  readonly filters: Readonly<Record<string, ListFilter<Entry>>>;
  /** A number by which the table is in rising order, for a listing in pages and for one of changes. */
  readonly order?: (record: Entry) => number;
}

export interface Listing<Entry> {
  /** The schema of its query parameters. */
  readonly query: TObject;
  /** @throws SlurmError `FIELD_INVALID` */
  answer(caller: Caller, snapshot: Snapshot<Entry>, query: ListQuery): Collection;
}

export type ListQuery = Readonly<Record<string, unknown>>;

/** Choices of members whose encoded records are kept; the one made longest ago gives way. */
const MAX_CHOICES = 32;

/** Lists a table whole or in part: some of the records, some of their members, one page. */
export function listing<Entry extends object>(options: ListingOptions<Entry>): Listing<Entry> {
  const { member, fields, filters, order } = options;
  const every = collectionOf<Entry>(member, presenter(fields));
  const some = new Map<string, typeof every>();
  const known = order && new KnownLists(order);

  const ofMembers = (keys: readonly string[]): typeof every => {
    const chosen = fields().filter(({ key }) => keys.includes(key));
    const choice = chosen.map(({ key }) => key).join();
    const made =
      some.get(choice) ??
      collectionOf<Entry>(
        member,
        presenter(() => chosen),
      );
    some.delete(choice);
    some.set(choice, made);
    if (some.size > MAX_CHOICES) some.delete(some.keys().next().value!);
    return made;
  };

  /** What a client has to do to the list it has, or the whole list where that one is not known. */
  const changes = (
    caller: Caller,
    since: string,
    list: Snapshot<Entry>,
    encode: typeof every,
  ): Collection => {
    const found = known!.changes(caller, since, list.records);
    const version = known!.remember(caller, list.version, list.records);
    const after = { gone: found?.gone ?? [], since: found ? since : null, version };
    // A list of its own, so that the encoded one is not kept for as long as the snapshot is.
    const records = found?.changed ?? [...list.records];
    const told = { records, version: `${version} since ${after.since}`, lastUpdate: list.lastUpdate };
    return encode(told, { before: { errors: [] }, after, isPart: true });
  };

  const query = once(() =>
    Type.Object({ ...filterSchemas(filters), ...fieldsParameter(), ...(order && orderedParameters()) }),
  );

  return {
    get query() {
      return query();
    },
    answer(caller, snapshot, query) {
      const keys = wordsOf(query['fields']);
      for (const key of keys ?? []) checkMember(key, fields());
      const encode = keys ? ofMembers(keys) : every;
      const tests = Object.entries(filters).flatMap(([name, filter]) => {
        const wanted = wordsOf(query[name]);
        return wanted ? [filter.matching(wanted)] : [];
      });
      const page = order && pageOf(query);
      const since = order && sinceOf(query, page);
      if (tests.length === 0 && !page)
        return since === undefined ? encode(snapshot) : changes(caller, since, snapshot, encode);

      const left = snapshot.records.filter((record) => tests.every((test) => test(record)));
      if (since !== undefined)
        return changes(caller, since, { ...snapshot, records: left, version: identityOf(left) }, encode);
      const { records, after } = page ? cut(left, page, order) : { records: left, after: {} };
      const version = `${identityOf(records)} ${JSON.stringify(after)}`;
      const around = { before: { errors: [] }, after, isPart: true };
      return encode({ records, version, lastUpdate: snapshot.lastUpdate }, around);
    },
  };
}

const WORDS = { description: 'Several are separated by commas, or the parameter is given several times.' };

function filterSchemas(filters: Readonly<Record<string, ListFilter<never>>>) {
  return Object.fromEntries(
    Object.entries(filters).map(([name, { description }]) => [
      name,
      Type.Optional(Type.Array(Type.String(), { description: `Only ${description}. ${WORDS.description}` })),
    ]),
  );
}

const fieldsParameter = () => ({
  fields: Type.Optional(
    Type.Array(Type.String(), { description: `Only these members of each record. ${WORDS.description}` }),
  ),
});

const orderedParameters = () => ({
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      description:
        'At most so many records; the answer then has `next_cursor`, which is null on the last page.',
    }),
  ),
  cursor: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Goes on after the page whose `next_cursor` this is.' }),
  ),
  since: Type.Optional(
    Type.String({
      description:
        'Only what has changed since the answer whose `version` this is, to the same question: records that are new or other ones, and in `gone` the ids of those that left the list. Empty, or a version too long ago, is answered with all of them, and `since` null.',
    }),
  ),
});

/** Members beside the list: of a page, and of changes. */
export const orderedMembers = () => ({
  next_cursor: Type.Optional(
    Type.Union([Type.Integer(), Type.Null()], {
      description: 'Of an answer with `limit`: the `cursor` of the next page, or null.',
    }),
  ),
  version: Type.Optional(
    Type.String({ description: 'Of an answer to `since`: what to ask for changes after this one with.' }),
  ),
  since: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description:
        'Of an answer to `since`: the version the changes follow, or null where this is the whole list.',
    }),
  ),
  gone: Type.Optional(
    Type.Array(Type.Integer(), { description: 'Of an answer to `since`: ids that are in the list no more.' }),
  ),
});

interface Page {
  readonly limit: number;
  readonly cursor: number;
}

function pageOf({ limit, cursor }: ListQuery): Page | undefined {
  if (limit === undefined && cursor === undefined) return undefined;
  return {
    limit: (limit as number | undefined) ?? Number.POSITIVE_INFINITY,
    cursor: (cursor as number | undefined) ?? -1,
  };
}

/** @throws SlurmError `FIELD_INVALID` */
function sinceOf({ since }: ListQuery, page: Page | undefined): string | undefined {
  if (since !== undefined && page)
    throw new SlurmError(
      'FIELD_INVALID',
      { field: 'since', problem: 'changes do not come in pages; leave limit and cursor out' },
      { source: 'since' },
    );
  return since as string | undefined;
}

/** Records may come and go between two pages: a page begins after a place, not after a record. */
function cut<Entry>(records: readonly Entry[], { limit, cursor }: Page, order: (record: Entry) => number) {
  const from = records.findIndex((record) => order(record) > cursor);
  const rest = from < 0 ? [] : records.slice(from);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next_cursor = last !== undefined && rest.length > page.length ? order(last) : null;
  return { records: page, after: { next_cursor } };
}

function wordsOf(given: unknown): readonly string[] | undefined {
  return (given as readonly string[] | undefined)?.flatMap((text) => text.split(','));
}

function checkMember(key: string, fields: readonly Field<never>[]): void {
  const known = fields.map((field) => field.key);
  if (known.includes(key)) return;
  const hint = hintAt(key, known);
  throw new SlurmError('FIELD_UNKNOWN', { field: `"${key}" in fields`, hint }, { source: 'fields' });
}
