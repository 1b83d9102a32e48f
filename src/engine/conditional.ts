import { createHash } from 'node:crypto';
import type { Caller } from '../slurm/caller.ts';
import type { Collection } from './collection.ts';
import type { Format } from './media-type.ts';
import type { HeaderFields } from './message.ts';

/** The headers a collection is answered with, so that clients may ask for it again only when it changed. */
export interface Validators {
  readonly etag: string;
  /** Absent while the second of the last change is not over: more may change within it. */
  readonly lastModified: string | undefined;
}

/**
 * Source: RFC 9110 §8.8. What a caller may see differs from caller to caller, and each format is a
 * representation of its own, so both are part of the tag.
 */
export function validators(collection: Collection, format: Format, caller: Caller | undefined): Validators {
  const parts = `${collection.version}\0${format}\0${caller?.uid ?? ''}`;
  let tag: string | undefined;
  const past = collection.lastUpdate > 0 && collection.lastUpdate < Math.floor(Date.now() / 1000);
  return {
    // Made when it is read, which a client in the same process never does.
    get etag() {
      tag ??= `"${createHash('sha1').update(parts).digest('base64url')}"`;
      return tag;
    },
    lastModified: past ? new Date(collection.lastUpdate * 1000).toUTCString() : undefined,
  };
}

/** True when the client holds the current answer. If-None-Match decides alone when it is there; RFC 9110 §13.2.2. */
export function isNotModified(headers: HeaderFields, known: Validators): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === known.etag);
  }
  const { lastModified } = known;
  const since = headers.get('if-modified-since');
  if (since === null || lastModified === undefined) return false;
  return Date.parse(lastModified) <= Date.parse(since);
}
