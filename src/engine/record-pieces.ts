/** From so many bytes on, a piece is kept to be sent again. */
const WORTH_KEEPING = 16 * 1024;
/** A piece ends with the record that makes it as long as that. */
const FULL = 128 * 1024;

/** The bytes of some records that followed each other in a list, each behind a separator. */
interface Piece<Entry> {
  readonly records: readonly Entry[];
  readonly bytes: Uint8Array;
}

/**
 * The bytes of lists of records, which are immutable and keep their identity while unchanged. A table of many records
 * is hundreds of megabytes, and most of them are the same from one list to the next: what a change costs must not be
 * a copy of all. So a list is made of pieces, and those without a change are taken from lists before.
 */
export class RecordPieces<Entry extends object> {
  readonly #write: (record: Entry) => string;
  readonly #separator: Buffer;
  /** Of each record that was encoded, without a separator. Where it is part of a piece, it shares the bytes of that. */
  readonly #encoded = new WeakMap<Entry, Uint8Array>();
  /** By their first record. Of the pieces with a record in it that is not their first, none but the latest is here. */
  readonly #pieces = new WeakMap<Entry, Piece<Entry>>();

  constructor(write: (record: Entry) => string, separator: string) {
    this.#write = write;
    this.#separator = Buffer.from(separator);
  }

  /** The bytes of a list that is asked for once, or a short one. */
  part(records: readonly Entry[]): Uint8Array[] {
    const found: Uint8Array[] = [];
    for (const record of records) {
      if (found.length > 0) found.push(this.#separator);
      found.push(this.#bytesOf(record));
    }
    return found;
  }

  /** The bytes of a list that will be asked for again, with a few changes. */
  whole(records: readonly Entry[]): Uint8Array[] {
    const found: Uint8Array[] = [];
    let begun = 0;
    let length = 0;
    const end = (at: number) => {
      if (at > begun) found.push(this.#join(records.slice(begun, at), length));
      begun = at;
      length = 0;
    };
    for (let at = 0; at < records.length; ) {
      const known = this.#pieces.get(records[at]!);
      if (known && isThere(known.records, records, at)) {
        end(at);
        found.push(known.bytes);
        at += known.records.length;
        begun = at;
        continue;
      }
      length += this.#separator.length + this.#bytesOf(records[at]!).length;
      at++;
      if (length >= FULL) end(at);
    }
    end(records.length);
    if (found.length > 0) found[0] = found[0]!.subarray(this.#separator.length);
    return found;
  }

  /** @param length of all of them with their separators */
  #join(records: readonly Entry[], length: number): Uint8Array {
    const bytes = Buffer.allocUnsafeSlow(length);
    let at = 0;
    for (const record of records) {
      at += this.#separator.copy(bytes, at);
      const encoded = this.#bytesOf(record);
      bytes.set(encoded, at);
      this.#encoded.set(record, bytes.subarray(at, at + encoded.length));
      this.#pieces.delete(record);
      at += encoded.length;
    }
    if (length >= WORTH_KEEPING) this.#pieces.set(records[0]!, { records, bytes });
    return bytes;
  }

  #bytesOf(record: Entry): Uint8Array {
    let bytes = this.#encoded.get(record);
    if (!bytes) {
      bytes = Buffer.from(this.#write(record));
      this.#encoded.set(record, bytes);
    }
    return bytes;
  }
}

function isThere(some: readonly unknown[], all: readonly unknown[], at: number): boolean {
  if (at + some.length > all.length) return false;
  return some.every((one, index) => one === all[at + index]);
}
