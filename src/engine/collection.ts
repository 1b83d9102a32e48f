import type { Snapshot } from '../slurm/scheduler.ts';
import type { Format } from './media-type.ts';
import { YAML_HEAD, YAML_TAIL, yamlEntry, yamlMembers } from './yaml/write-yaml.ts';

/** A table as an answer writes it, such as `{"errors":[],"jobs":[…]}`. */
export interface Collection {
  /** Of the records and all that is in the answer; for ETag. */
  readonly version: string;
  /** UNIX seconds. */
  readonly lastUpdate: number;
  encode(format: Format): Uint8Array;
}

const collections = new WeakSet<object>();

/** Tells a {@link Collection} from the plain values handlers may answer with. */
export function isCollection(answer: unknown): answer is Collection {
  return typeof answer === 'object' && answer !== null && collections.has(answer);
}

/** How the parts of a collection are written and held together. */
interface Encoding {
  readonly head: string;
  readonly empty: string;
  readonly separator: string;
  readonly tail: string;
  record(value: object): string;
  /** Members that stand before the list, or after it. */
  members(value: object, place: 'before' | 'after'): string;
}

function encodings(member: string): Record<Format, Encoding> {
  return {
    json: {
      head: `"${member}":[`,
      empty: `"${member}":[]`,
      separator: ',',
      tail: ']',
      record: (value) => JSON.stringify(value),
      members(value, place) {
        const inner = JSON.stringify(value).slice(1, -1);
        if (place === 'before') return inner === '' ? '{' : `{${inner},`;
        return inner === '' ? '}' : `,${inner}}`;
      },
    },
    yaml: {
      head: `!!str ${member}: !!seq\n`,
      empty: `!!str ${member}: !!seq []\n`,
      separator: '',
      tail: '',
      record: (value) => yamlEntry(value, 2),
      members: (value, place) =>
        place === 'before' ? YAML_HEAD + yamlMembers(value, 0) : yamlMembers(value, 0) + YAML_TAIL,
    },
  };
}

/** The members of an answer beside the list of records, which differ from one answer to the next. */
export interface Around {
  readonly before?: object;
  readonly after?: object;
}

/**
 * Makes the answers of one kind of table. Records are immutable and keep their identity while unchanged, so
 * each is encoded once and its bytes are kept as long as the record itself; the same holds for a whole snapshot.
 * The maker takes what stands around the list; without it that is an empty list of errors in front.
 * @param member name of the list in the answer, e.g. `jobs`
 * @param present what the answer shows of a record
 */
export function collectionOf<Entry extends object>(
  member: string,
  present: (record: Entry) => object,
): (snapshot: Snapshot<Entry>, around?: Around) => Collection {
  const write = encodings(member);
  const fragments: Record<Format, WeakMap<Entry, Uint8Array>> = { json: new WeakMap(), yaml: new WeakMap() };
  const cache = () => ({
    json: new WeakMap<readonly Entry[], Uint8Array>(),
    yaml: new WeakMap<readonly Entry[], Uint8Array>(),
  });
  // Where every answer is the same but for its list, the whole of it is kept.
  const lists: Record<Format, WeakMap<readonly Entry[], Uint8Array>> = cache();
  const wholes: Record<Format, WeakMap<readonly Entry[], Uint8Array>> = cache();

  function fragment(record: Entry, format: Format): Uint8Array {
    let bytes = fragments[format].get(record);
    if (!bytes) {
      bytes = Buffer.from(write[format].record(present(record)));
      fragments[format].set(record, bytes);
    }
    return bytes;
  }

  function list(records: readonly Entry[], format: Format): Uint8Array {
    const { head, empty, separator, tail } = write[format];
    if (records.length === 0) return Buffer.from(empty);
    const parts: Uint8Array[] = [Buffer.from(head)];
    const between = separator === '' ? undefined : Buffer.from(separator);
    for (const [at, record] of records.entries()) {
      if (between && at > 0) parts.push(between);
      parts.push(fragment(record, format));
    }
    parts.push(Buffer.from(tail));
    return Buffer.concat(parts);
  }

  function listed(records: readonly Entry[], format: Format): Uint8Array {
    let bytes = lists[format].get(records);
    if (!bytes) {
      bytes = list(records, format);
      lists[format].set(records, bytes);
    }
    return bytes;
  }

  function enclose(inner: Uint8Array, format: Format, { before = {}, after = {} }: Around): Uint8Array {
    const { members } = write[format];
    const [head, tail] = [members(before, 'before'), members(after, 'after')];
    return Buffer.concat([Buffer.from(head), inner, Buffer.from(tail)]);
  }

  return ({ records, version, lastUpdate }, around) => {
    const collection: Collection = {
      version,
      lastUpdate,
      encode(format) {
        if (around) return enclose(listed(records, format), format, around);
        let bytes = wholes[format].get(records);
        if (!bytes) {
          bytes = enclose(list(records, format), format, { before: { errors: [] } });
          wholes[format].set(records, bytes);
        }
        return bytes;
      },
    };
    collections.add(collection);
    return collection;
  };
}
