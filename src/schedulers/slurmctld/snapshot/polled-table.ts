import { randomBytes } from 'node:crypto';
import type { Snapshot } from '../../../slurm/scheduler.ts';
import type { Body } from '../connection/ask.ts';
import { type Decoder, onceAVersion } from '../wire/decoder.ts';
import { malformed, type Reader } from '../wire/reader.ts';
import { type RecordTable, readRecords } from './record-table.ts';
import { SingleFlight } from './single-flight.ts';

/** How a table is asked for and read. */
export interface TableSource {
  /**
   * Asks for the table; `undefined` where it has not changed since `lastUpdate` (0: always answer).
   * @param onSent told when the question goes out
   */
  fetch(lastUpdate: number, onSent: () => void): Promise<Body | undefined>;
  /** What a conditional question depends on: another clock, as after a failover, makes the last answer's time void. */
  clock(): unknown;
}

/** What stands in front of the records: how many they are, and the controller's time of their last change. */
export interface TablePrefix {
  readonly count: number;
  readonly lastUpdate: number;
  /** Of jobs only. */
  readonly lastBackfill?: number;
}

export interface TableFormat<Entry, Prefix extends TablePrefix = TablePrefix> {
  decoder(version: number): Decoder<Entry>;
  prefix(reader: Reader, version: number): Prefix;
  /** Decodes with every name known, see {@link UserNames}. */
  settle<Result>(decode: () => Result): Promise<Result>;
  /** Completes, leaves out and orders records; those that have not changed stay the same objects. */
  arrange(records: readonly Entry[], prefix: Prefix): readonly Entry[];
}

/**
 * Milliseconds after which the whole table is asked for again: a new prediction of when a job starts, for one, is
 * no change to slurmctld, and would never be told otherwise.
 */
const WHOLE_EVERY_MS = 30_000;

/** Tells the versions of this process from those of others, and of one run from the next. */
const RUN = randomBytes(6).toString('base64url');
let versions = 0;

/**
 * One table of the controller as one viewer sees it, kept between questions: asking again costs a message of a
 * few bytes while nothing has changed, and one RPC however many ask.
 */
export class PolledTable<Entry> {
  private readonly flight = new SingleFlight<Snapshot<Entry>>();
  private readonly format: TableFormat<Entry>;
  private readonly decoderAt: (version: number) => Decoder<Entry>;
  private table: RecordTable<Entry> | undefined;
  private snapshot: Snapshot<Entry> | undefined;
  /** The controller's own time of the last answer, and which controller that was. */
  private asked = { lastUpdate: 0, clock: undefined as unknown, at: 0 };

  constructor(format: TableFormat<Entry>) {
    this.format = format;
    this.decoderAt = onceAVersion((version) => format.decoder(version));
  }

  /** @param maxAgeMs see {@link SingleFlight.get} */
  read(source: TableSource, maxAgeMs = 0): Promise<Snapshot<Entry>> {
    return this.flight.get((onSent) => this.poll(source, onSent), maxAgeMs);
  }

  private async poll(source: TableSource, onSent: () => void): Promise<Snapshot<Entry>> {
    const at = performance.now();
    const known =
      this.snapshot !== undefined &&
      this.asked.clock === source.clock() &&
      at - this.asked.at < WHOLE_EVERY_MS;
    let body = await source.fetch(known ? this.asked.lastUpdate : 0, onSent);
    const clock = source.clock();
    if (!body && this.asked.clock !== clock) body = await source.fetch(0, onSent);
    if (!body) {
      if (this.snapshot) return this.snapshot;
      throw malformed('it says "no change" to a first question');
    }

    const { reader, version } = body;
    const decoder = this.decoderAt(version);
    const prefix = this.format.prefix(reader, version);
    const { count, lastUpdate, lastBackfill } = prefix;
    const start = reader.position;
    const table = await this.format.settle(() => {
      reader.position = start;
      return readRecords(reader, count, version, decoder, this.table);
    });
    this.asked = { lastUpdate, clock, at };
    this.table = table;
    const records = this.format.arrange(table.records, prefix);
    const ofBackfill = lastBackfill === undefined ? {} : { lastBackfill };
    if (!this.snapshot || !areSame(records, this.snapshot.records)) {
      this.snapshot = { records, lastUpdate, version: `${RUN}-${++versions}`, ...ofBackfill };
    } else if (this.snapshot.lastBackfill !== lastBackfill) {
      this.snapshot = { ...this.snapshot, ...ofBackfill };
    }
    return this.snapshot;
  }
}

function areSame<Entry>(records: readonly Entry[], before: readonly Entry[]): boolean {
  return records.length === before.length && records.every((record, index) => record === before[index]);
}
