import type { Snapshot } from '../slurm/scheduler.ts';
import type { Format } from './media-type.ts';
import { Pieces } from './message.ts';
import { RecordPieces } from './record-pieces.ts';
import { YAML_HEAD, YAML_TAIL, yamlEntry, yamlMembers } from './yaml/write-yaml.ts';

/** A table as an answer writes it, such as `{"errors":[],"jobs":[…]}`. */
export interface Collection {
  /** Of the records and all that is in the answer; for ETag. */
  readonly version: string;
  /** UNIX seconds. */
  readonly lastUpdate: number;
  encode(format: Format): Uint8Array | Pieces;
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
  /** The list is some of a table's records, chosen for this answer. */
  readonly isPart?: boolean;
}

/** A body up to this many bytes is sent at once. */
const SHORT = 256 * 1024;

/**
 * Makes the answers of one kind of table. Records are immutable and keep their identity while unchanged, so
 * each is encoded once and its bytes are kept as long as the record itself; the same holds for a whole snapshot,
 * see {@link RecordPieces}.
 * The maker takes what stands around the list; without it that is an empty list of errors in front.
 * @param member name of the list in the answer, e.g. `jobs`
 * @param present what the answer shows of a record
 */
export function collectionOf<Entry extends object>(
  member: string,
  present: (record: Entry) => object,
): (snapshot: Snapshot<Entry>, around?: Around) => Collection {
  const write = encodings(member);
  const piecesOf = (format: Format) =>
    new RecordPieces<Entry>((record) => write[format].record(present(record)), write[format].separator);
  const pieces: Record<Format, RecordPieces<Entry>> = { json: piecesOf('json'), yaml: piecesOf('yaml') };
  type Kept<Bytes> = Record<Format, WeakMap<readonly Entry[], Bytes>>;
  const lists: Kept<readonly Uint8Array[]> = { json: new WeakMap(), yaml: new WeakMap() };
  // Where every answer is the same but for its list, the whole of it is kept.
  const wholes: Kept<Uint8Array | Pieces> = { json: new WeakMap(), yaml: new WeakMap() };

  function listed(records: readonly Entry[], format: Format): readonly Uint8Array[] {
    let list = lists[format].get(records);
    if (!list) {
      list = pieces[format].whole(records);
      lists[format].set(records, list);
    }
    return list;
  }

  function enclose(
    list: readonly Uint8Array[],
    format: Format,
    { before = {}, after = {} }: Around,
  ): Uint8Array[] {
    const { head, empty, tail, members } = write[format];
    const opening = members(before, 'before');
    const closing = members(after, 'after');
    if (list.length === 0) return [Buffer.from(opening + empty + closing)];
    return [Buffer.from(opening + head), ...list, Buffer.from(tail + closing)];
  }

  return ({ records, version, lastUpdate }, around) => {
    const collection: Collection = {
      version,
      lastUpdate,
      encode(format) {
        if (around?.isPart) return Buffer.concat(enclose(pieces[format].part(records), format, around));
        if (around) return together(enclose(listed(records, format), format, around));
        let bytes = wholes[format].get(records);
        if (!bytes) {
          bytes = together(enclose(pieces[format].whole(records), format, { before: { errors: [] } }));
          wholes[format].set(records, bytes);
        }
        return bytes;
      },
    };
    collections.add(collection);
    return collection;
  };
}

function together(all: readonly Uint8Array[]): Uint8Array | Pieces {
  const pieces = new Pieces(all);
  return pieces.byteLength > SHORT ? pieces : Buffer.concat(all, pieces.byteLength);
}
