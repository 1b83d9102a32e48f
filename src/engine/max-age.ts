import type { HeaderFields } from './message.ts';

/** Longest age anybody is given, in seconds: who asks for more hardly means it. */
const LONGEST = 60;

/**
 * How old an answer the client takes, in milliseconds, by the `max-age` of its `Cache-Control`. Who says nothing gets
 * what is no older than the request. Clients that look again and again say it, and all of them together then cost
 * a cluster no more than one. Source: RFC 9111 §5.2.1.1.
 */
export function maxAge(headers: HeaderFields): number {
  const [, seconds = '0'] =
    /(?:^|[\s,])max-age=(\d{1,9})(?=[\s,]|$)/i.exec(headers.get('cache-control') ?? '') ?? [];
  return Math.min(Number(seconds), LONGEST) * 1000;
}
