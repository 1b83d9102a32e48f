import { SlurmError } from '../../slurm/error.ts';
import { ByteReader } from './byte-reader.ts';

const CRLF = Buffer.from('\r\n');
const REQUEST_LINE = /^[A-Za-z]+ +\S+ +HTTP\/\d\.\d$/;
/** A request line that goes on with `\n` or `\r\n` spelled out, as an `echo` that does not know them leaves it. */
const SPELLED_OUT = /^([A-Za-z]+ +\S+ +HTTP\/\d\.\d)(?:\\r)?\\n(.*)$/;
/** Bytes a body may be shorter than announced; people edit a body and leave its Content-Length. */
const LARGEST_GAP = 64 * 1024;
const HEADER = /^[\w!#$%&'*+.^`|~-]+:/;

export interface NormaliseOptions {
  /** Bytes a head may have. */
  readonly headBytes: number;
  /** Resolves when so many requests are answered. */
  readonly answered: (count: number) => Promise<void>;
  /** Told what was left out. */
  readonly note: (message: string) => void;
}

/**
 * Makes the requests that people type and pipe acceptable to a strict parser: lines may end in a bare LF, line
 * ends may be spelled out after the request line, header lines in front of a request line are left out, and the
 * last body may be shorter than its Content-Length if it is a whole JSON object. Bodies keep their bytes. The next request is passed on when the one before it is answered.
 *
 * Only for input that comes from the user the process runs as: whoever stands between two readers of a lenient
 * format can make them disagree about where a request ends.
 * @throws SlurmError `HEAD_TOO_LARGE`
 */
export async function* normalise(
  input: AsyncIterable<Buffer>,
  options: NormaliseOptions,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(input);
  for (let count = 1; ; count += 1) {
    const first = await requestLine(reader, options);
    if (first === undefined) return;
    const head = [...first, ...(await headerLines(reader, options))];
    yield Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1');
    // The parser has to see the end of input that breaks off; what it answers is the last answer.
    if (!(yield* body(reader, head, options))) return;
    await options.answered(count);
  }
}

/** The request line, followed by the headers that were in the same line; undefined at the end of input. */
async function requestLine(
  reader: ByteReader,
  { headBytes, note }: NormaliseOptions,
): Promise<string[] | undefined> {
  for (;;) {
    const line = text(await reader.line(headBytes));
    if (line === undefined) return undefined;
    if (line === '') continue;
    const [, start, rest] = SPELLED_OUT.exec(line) ?? [];
    if (start !== undefined && rest !== undefined)
      return [start, ...rest.split(/(?:\\r)?\\n/).filter((part) => part !== '')];
    if (!REQUEST_LINE.test(line) && HEADER.test(line)) note(`left out in front of a request: ${line}`);
    else return [line];
  }
}

/** The lines up to an empty one or to the end of input. */
async function headerLines(reader: ByteReader, { headBytes }: NormaliseOptions): Promise<string[]> {
  const lines: string[] = [];
  let bytes = 0;
  for (;;) {
    const line = text(await reader.line(headBytes));
    if (line === undefined || line === '') return lines;
    lines.push(line);
    bytes += line.length;
    if (bytes > headBytes) throw new SlurmError('HEAD_TOO_LARGE', { limit: headBytes });
  }
}

/** The body, as far as there is one; returns whether it is complete. */
async function* body(
  reader: ByteReader,
  head: readonly string[],
  { headBytes, note }: NormaliseOptions,
): AsyncGenerator<Buffer, boolean> {
  if (header(head, 'transfer-encoding')) return yield* chunks(reader, headBytes);
  const announced = header(head, 'content-length');
  // What is not a number is for the parser to refuse.
  if (!announced || !/^\d{1,15}$/.test(announced)) return true;
  const ends = new BodyEnds();
  let missing = Number(announced);
  for await (const chunk of reader.bytes(missing)) {
    ends.add(chunk);
    missing -= chunk.length;
    yield chunk;
  }
  if (missing === 0) return true;
  if (missing > LARGEST_GAP || !ends.isWhole()) return false;
  note(`the body is ${missing} bytes shorter than its Content-Length; it is whole all the same`);
  yield Buffer.alloc(missing, '\n');
  return true;
}

/** Remembers how a body begins and ends. */
class BodyEnds {
  #first = '';
  #last = '';

  add(chunk: Buffer): void {
    const text = chunk.toString('latin1').trim();
    this.#first ||= text.slice(0, 1);
    this.#last = text.slice(-1) || this.#last;
  }

  /** A JSON object that breaks off anywhere has no end the parser would take; one that is whole is meant. */
  isWhole(): boolean {
    return this.#first === '{' && this.#last === '}';
  }
}

/** A chunked body (RFC 9112 §7.1) with its line ends put right, trailers and all; returns whether it is complete. */
async function* chunks(reader: ByteReader, limit: number): AsyncGenerator<Buffer, boolean> {
  for (;;) {
    const line = text(await reader.line(limit));
    if (line === undefined) return false;
    yield Buffer.from(`${line}\r\n`, 'latin1');
    const size = Number.parseInt(line, 16);
    if (!(size > 0)) break;
    yield* reader.bytes(size);
    if (text(await reader.line(limit)) !== '') return false;
    yield CRLF;
  }
  for (;;) {
    const line = text(await reader.line(limit));
    yield Buffer.from(`${line ?? ''}\r\n`, 'latin1');
    if (!line) return true;
  }
}

function header(head: readonly string[], name: string): string | undefined {
  const line = head.find((candidate, index) => index > 0 && candidate.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

/** A line without its line end; latin1 keeps every byte. */
function text(line: Buffer | undefined): string | undefined {
  return line?.toString('latin1').replace(/\r?\n$/, '');
}
