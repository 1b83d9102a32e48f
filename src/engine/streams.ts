import type { Caller } from '../slurm/caller.ts';
import { SlurmError } from '../slurm/error.ts';
import type { ApiResponse } from './message.ts';
import type { StreamReply } from './stream-reply.ts';

/** Streams one user may have open at the same time; each holds a connection, and some a process. */
const PER_USER = 32;

/** The answers that are being sent piece by piece. */
export class Streams {
  readonly #perUser: number;
  readonly #open = new Map<number, number>();
  readonly #endless = new Set<AbortController>();

  constructor(perUser = PER_USER) {
    this.#perUser = perUser;
  }

  /**
   * The body of an answer. Pieces are made as the client takes them.
   * @throws SlurmError `STREAMS_EXHAUSTED`
   */
  async body(caller: Caller, reply: StreamReply): Promise<ReadableStream<Uint8Array>> {
    const count = this.#open.get(caller.uid) ?? 0;
    if (count >= this.#perUser) {
      await reply.close();
      throw new SlurmError('STREAMS_EXHAUSTED', { user: caller.name, limit: this.#perUser });
    }
    this.#open.set(caller.uid, count + 1);

    const gone = new AbortController();
    if (reply.endless) this.#endless.add(gone);
    const pieces = reply.pieces(gone.signal);
    let left = false;
    const over = async () => {
      if (left) return;
      left = true;
      gone.abort();
      this.#endless.delete(gone);
      this.#leave(caller.uid);
      await pieces.return(undefined);
      await reply.close();
    };
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { done, value } = await pieces.next();
            if (!done) return controller.enqueue(value);
            await over();
            controller.close();
          } catch (error) {
            await over();
            controller.error(error);
          }
        },
        cancel: over,
      },
      { highWaterMark: 0 },
    );
  }

  /** Ends those that would go on. */
  end(): void {
    for (const gone of this.#endless) gone.abort();
  }

  #leave(uid: number): void {
    const left = (this.#open.get(uid) ?? 1) - 1;
    if (left > 0) this.#open.set(uid, left);
    else this.#open.delete(uid);
  }
}

const endless = new WeakSet<ApiResponse>();

/** Remembers of an answer that it has no end of its own. */
export function markEndless<Response extends ApiResponse>(response: Response): Response {
  endless.add(response);
  return response;
}

/** True of an answer in which silence is no sign of a client that is gone. */
export function isEndless(response: ApiResponse): boolean {
  return endless.has(response);
}
