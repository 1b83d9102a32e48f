/** An answer whose body comes piece by piece, perhaps for as long as the client listens. */
export interface StreamReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Goes on until the client leaves or the daemon stops, rather than to an end that is known now. */
  readonly endless: boolean;
  /**
   * Makes the body; called once, when it is wanted.
   * @param gone aborted when nobody wants the rest
   */
  pieces(gone: AbortSignal): AsyncGenerator<Uint8Array>;
  /** Called once, when no piece is wanted any more, or none ever was. */
  close(): Promise<void> | void;
}

const replies = new WeakSet<object>();

/** Makes a handler's answer of a body in pieces. */
export function streamReply(reply: StreamReply): StreamReply {
  replies.add(reply);
  return reply;
}

/** Tells what {@link streamReply} made from the plain values handlers may answer with. */
export function isStreamReply(answer: unknown): answer is StreamReply {
  return typeof answer === 'object' && answer !== null && replies.has(answer);
}
