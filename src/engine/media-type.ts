import { SlurmError } from '../slurm/error.ts';

import type { HeaderFields } from './message.ts';

export type Format = 'json' | 'yaml';

export interface MediaType {
  /** As `Content-Type` names it. */
  readonly name: string;
  readonly format: Format | 'text';
}

/** A type that values can be written in and read from. */
export interface DataType extends MediaType {
  readonly format: Format;
}

export const JSON_TYPE: DataType = { name: 'application/json', format: 'json' };

/** What answers can be, the preferred first. */
export const MEDIA_TYPES: readonly DataType[] = [
  JSON_TYPE,
  { name: 'text/json', format: 'json' },
  { name: 'application/yaml', format: 'yaml' },
  { name: 'text/yaml', format: 'yaml' },
  { name: 'application/x-yaml', format: 'yaml' },
];

/** What failures alone are written in, see `problem.ts`. */
const PROBLEM_NAME = 'application/problem+json';

const BY_NAME = new Map([...MEDIA_TYPES.map((type) => [type.name, type] as const), ['*/*', JSON_TYPE]]);

interface Range {
  readonly name: string;
  readonly quality: number;
  /** 2 = type/subtype, 1 = type/*, 0 = any. */
  readonly precision: number;
}

/**
 * The type to answer with, `undefined` when the client takes none of ours. By quality, then by how exactly a
 * type is named, then by the client's order. Source: RFC 9110 §12.5.1.
 */
export function negotiate(accept: string | null): DataType | undefined {
  if (accept === null || accept.trim() === '') return JSON_TYPE;
  const known = BY_NAME.get(accept);
  if (known) return known;
  const ranges = accept.split(',').flatMap(parseRange);
  let best: { readonly type: DataType; readonly range: Range; readonly order: number } | undefined;
  for (const type of MEDIA_TYPES) {
    const range = mostPrecise(ranges, type.name);
    if (!range || range.quality === 0) continue;
    const order = ranges.indexOf(range);
    if (!best || compare(range, order, best.range, best.order) > 0) best = { type, range, order };
  }
  return best?.type;
}

/**
 * True when a client that names `application/problem+json` wants failures in it: it ranks no lower than what else it
 * takes. A wildcard names nothing. Source: RFC 9457 §3, RFC 9110 §12.5.1.
 */
export function prefersProblem(accept: string | null): boolean {
  if (!accept?.toLowerCase().includes(PROBLEM_NAME)) return false;
  const ranges = accept.split(',').flatMap(parseRange);
  const quality = ranges.find(({ name }) => name === PROBLEM_NAME)?.quality ?? 0;
  const others = MEDIA_TYPES.map(({ name }) => mostPrecise(ranges, name)?.quality ?? 0);
  return quality > 0 && quality >= Math.max(...others);
}

function compare(a: Range, orderA: number, b: Range, orderB: number): number {
  return a.quality - b.quality || a.precision - b.precision || orderB - orderA;
}

function mostPrecise(ranges: readonly Range[], name: string): Range | undefined {
  const major = `${name.slice(0, name.indexOf('/'))}/*`;
  let found: Range | undefined;
  for (const range of ranges) {
    if (range.name !== name && range.name !== major && range.name !== '*/*') continue;
    if (!found || range.precision > found.precision) found = range;
  }
  return found;
}

function parseRange(text: string): Range[] {
  const [name = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (!/^[^\s/]+\/[^\s/]+$/.test(name)) return [];
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  if (!(quality >= 0 && quality <= 1)) return [];
  return [{ name, quality, precision: name === '*/*' ? 0 : name.endsWith('/*') ? 1 : 2 }];
}

/**
 * How a request body is written. A body without a Content-Type is taken for JSON.
 * @throws SlurmError `MEDIA_TYPE_UNSUPPORTED` for other types, character sets and content codings
 */
export function bodyFormat(headers: HeaderFields): Format {
  const coding = headers.get('content-encoding');
  if (coding !== null && coding.toLowerCase() !== 'identity')
    throw new SlurmError('MEDIA_TYPE_UNSUPPORTED', { type: `${headers.get('content-type')} in ${coding}` });
  const header = headers.get('content-type');
  if (header === null) return 'json';
  const [name = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const type = MEDIA_TYPES.find((candidate) => candidate.name === name);
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (!type || (charset !== undefined && !/^charset="?(utf-?8|us-ascii)"?$/.test(charset)))
    throw new SlurmError('MEDIA_TYPE_UNSUPPORTED', { type: header });
  return type.format;
}
