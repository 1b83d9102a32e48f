import type { Snapshot } from '../slurm/scheduler.ts';
import type { Format } from './media-type.ts';
import { YAML_HEAD, YAML_TAIL, yamlEntry } from './yaml/write-yaml.ts';

/** A table as an answer writes it, `{"errors":[],"jobs":[…]}`. */
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
}

function encodings(member: string): Record<Format, Encoding> {
  return {
    json: {
      head: `{"errors":[],"${member}":[`,
      empty: `{"errors":[],"${member}":[]}`,
      separator: ',',
      tail: ']}',
      record: (value) => JSON.stringify(value),
    },
    yaml: {
      head: `${YAML_HEAD}!!str errors: !!seq []\n!!str ${member}: !!seq\n`,
      empty: `${YAML_HEAD}!!str errors: !!seq []\n!!str ${member}: !!seq []\n${YAML_TAIL}`,
      separator: '',
      tail: YAML_TAIL,
      record: (value) => yamlEntry(value, 2),
    },
  };
}

/**
 * Makes the answers of one kind of table. Records are immutable and keep their identity while unchanged, so
 * each is encoded once and its bytes are kept as long as the record itself; the same holds for a whole snapshot.
 * @param member name of the list in the answer, e.g. `jobs`
 * @param present what the answer shows of a record
 */
export function collectionOf<Entry extends object>(
  member: string,
  present: (record: Entry) => object,
): (snapshot: Snapshot<Entry>) => Collection {
  const write = encodings(member);
  const fragments: Record<Format, WeakMap<Entry, Uint8Array>> = { json: new WeakMap(), yaml: new WeakMap() };
  const wholes: Record<Format, WeakMap<readonly Entry[], Uint8Array>> = {
    json: new WeakMap(),
    yaml: new WeakMap(),
  };

  function fragment(record: Entry, format: Format): Uint8Array {
    let bytes = fragments[format].get(record);
    if (!bytes) {
      bytes = Buffer.from(write[format].record(present(record)));
      fragments[format].set(record, bytes);
    }
    return bytes;
  }

  function whole(records: readonly Entry[], format: Format): Uint8Array {
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

  return ({ records, version, lastUpdate }) => {
    const collection: Collection = {
      version,
      lastUpdate,
      encode(format) {
        let bytes = wholes[format].get(records);
        if (!bytes) {
          bytes = whole(records, format);
          wholes[format].set(records, bytes);
        }
        return bytes;
      },
    };
    collections.add(collection);
    return collection;
  };
}
