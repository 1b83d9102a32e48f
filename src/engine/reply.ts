import type { MediaType } from './media-type.ts';

/** An answer that is not `200` with what the client asked for, where a handler has to say more than a value. */
export class Reply {
  readonly status: number;
  /** A JSON value or a collection; a text where {@link media} is {@link TEXT}; `null` = no body. */
  readonly value: unknown;
  /** The one type of the body; absent = as the client asks. */
  readonly media: MediaType | undefined;

  constructor(status: number, value: unknown, media?: MediaType) {
    this.status = status;
    this.value = value;
    this.media = media;
  }
}

/** A body of words, as a browser shows it. */
export const TEXT: MediaType = { name: 'text/plain', format: 'text' };
