/** Which bytes of a representation a request asks for: from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header for `size` bytes. What cannot be read, other units and several ranges at once are passed over,
 * as a server may. Source: RFC 9110 §14.1.2, §14.2.
 * @returns undefined = all of it; `none` = none of the bytes that are there (416)
 */
export function readRange(header: string | null, size: number): ByteRange | 'none' | undefined {
  const [, first, last] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'none' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= size ? 'none' : { start, end };
}

/** Whether a `Range` counts: not where `If-Range` names another version than `etag`. Source: RFC 9110 §13.1.5. */
export function rangeCounts(ifRange: string | null, etag: string): boolean {
  return ifRange === null || ifRange.trim() === etag;
}
