/*
 * Requests and answers of the engine: what it needs of the Fetch standard, whose own objects will do as well. Node loads
 * its classes of that standard when they are first used, which takes half as long again as starting Node, and to make one
 * takes longer than the rest of a small answer.
 */

import type { Caller } from '../slurm/caller.ts';

/** Header fields; names in any case. `Headers` are some. */
export interface HeaderFields {
  get(name: string): string | null;
  has(name: string): boolean;
  /** The same for two requests only if both connection and fields are; absent where nobody can tell. */
  readonly memory?: FieldsMemory;
}

/** What is kept of header fields that come again and again. */
export interface FieldsMemory {
  caller: RecentCaller | undefined;
}

/** Whom such fields were found to be of, and until when that holds: a moment of `performance.now()`. */
export interface RecentCaller {
  readonly caller: Caller;
  readonly until: number;
}

/** A request; a `Request` is one. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query, whether or not scheme and host are before them. */
  readonly url: string;
  readonly headers: HeaderFields;
  /** Bytes as they come, for whoever wants no more than so many of them; `null` where there are none. */
  readonly body: AsyncIterable<Uint8Array> | null;
  /** All of them. Rejects where they end too early. */
  arrayBuffer(): Promise<ArrayBuffer | Uint8Array>;
}

/** Header fields of an answer, by names in lower case when they are listed. */
export interface AnswerFields extends HeaderFields, Iterable<[string, string]> {
  set(name: string, value: string): void;
  append(name: string, value: string): void;
}

/** A body in pieces that are all there already: one too large to be copied for each answer. */
export class Pieces {
  readonly all: readonly Uint8Array[];
  readonly byteLength: number;

  constructor(all: readonly Uint8Array[]) {
    this.all = all;
    this.byteLength = all.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
}

export type AnswerBody = string | Uint8Array<ArrayBuffer> | Pieces | ReadableStream<Uint8Array> | null;

/** An answer; a `Response` is one. */
export interface ApiResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: AnswerFields;
  readonly body: AnswerBody;
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Header fields by name, of which no two differ in case alone. */
export class Fields implements AnswerFields {
  /** Names as they are sent. */
  record: Readonly<Record<string, string>>;

  constructor(record: Readonly<Record<string, string>>) {
    this.record = record;
  }

  get(name: string): string | null {
    const key = this.#keyOf(name);
    return key === undefined ? null : this.record[key]!;
  }

  has(name: string): boolean {
    return this.#keyOf(name) !== undefined;
  }

  set(name: string, value: string): void {
    this.record = { ...this.record, [this.#keyOf(name) ?? name]: value };
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    for (const [name, value] of Object.entries(this.record)) yield [name.toLowerCase(), value];
  }

  #keyOf(name: string): string | undefined {
    if (Object.hasOwn(this.record, name)) return name;
    const wanted = name.toLowerCase();
    for (const key in this.record)
      if (key.length === wanted.length && key.toLowerCase() === wanted) return key;
    return undefined;
  }
}

/** What the engine answers with. */
export class EngineResponse implements ApiResponse {
  readonly status: number;
  readonly headers: Fields;
  readonly body: AnswerBody;

  constructor(body: AnswerBody, status = 200, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.headers = new Fields(headers);
    this.body = body;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  async text(): Promise<string> {
    if (typeof this.body === 'string') return this.body;
    return Buffer.from(await this.arrayBuffer()).toString();
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const { body } = this;
    if (body === null) return new ArrayBuffer(0);
    if (typeof body === 'string') return new TextEncoder().encode(body).buffer;
    const bytes = body instanceof Uint8Array ? body : await together(body);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
}

async function together(pieces: Pieces | AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  if (pieces instanceof Pieces) return Buffer.concat(pieces.all, pieces.byteLength);
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
