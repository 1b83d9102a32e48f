import type { Feed } from './feed.ts';

/** Milliseconds of silence after which a comment tells that the connection is alive. */
const HEARTBEAT = 15_000;
/** Milliseconds after which a stream ends, so that the client comes back with credentials that are checked anew. */
const LONGEST = 3_600_000;
/** Milliseconds a client waits before it comes back. */
const RETRY = 3_000;
/** Changes that are written at a time. */
const BATCH = 500;

/** Where a client is in a feed. */
export interface Place {
  readonly position: number;
  /** What it is told first: that it is up to date, or that it has missed something and has to list anew. */
  readonly first: 'ready' | 'reset' | undefined;
}

/** Where a client goes on. @param lastEventId of its `Last-Event-ID` header, null = it is new */
export function placeIn(feed: Feed, lastEventId: string | null): Place {
  if (lastEventId === null) return { position: feed.position, first: 'ready' };
  const [, run, count] = /^(.+)\.(\d{1,15})$/.exec(lastEventId) ?? [];
  const known = run === feed.run && feed.after(Number(count), 0) !== undefined;
  return known ? { position: Number(count), first: undefined } : { position: feed.position, first: 'reset' };
}

/**
 * The feed as a stream of server-sent events; each one's id is the place after it. It ends when the daemon stops or the
 * credentials do. Source: HTML standard, "Server-sent events".
 */
export async function* eventStream(
  feed: Feed,
  { position, first }: Place,
  gone: AbortSignal,
  heartbeat = HEARTBEAT,
): AsyncGenerator<Uint8Array> {
  const ends = performance.now() + LONGEST;
  const alarm = new Alarm();
  const leave = feed.listen(alarm.ring);
  gone.addEventListener('abort', alarm.ring);
  try {
    yield Buffer.from(`retry: ${RETRY}\n\n${first ? written(feed, position, first, {}) : ''}`);
    while (!gone.aborted && !feed.refused && performance.now() < ends) {
      const changes = feed.after(position, BATCH);
      if (!changes) {
        position = feed.position;
        yield Buffer.from(written(feed, position, 'reset', {}));
      } else if (changes.length > 0) {
        const text = changes.map(({ type, data }) => written(feed, ++position, type, data)).join('');
        yield Buffer.from(text);
      } else if (!(await alarm.rings(heartbeat))) yield Buffer.from(':\n\n');
    }
  } finally {
    leave();
    gone.removeEventListener('abort', alarm.ring);
  }
}

function written({ run }: Feed, position: number, type: string, data: object): string {
  return `id: ${run}.${position}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Rings once for all that happened since it was last waited for. */
class Alarm {
  #rung = false;
  #wake = () => {};

  readonly ring = (): void => {
    this.#rung = true;
    this.#wake();
  };

  /** Whether it has rung, or does within so many milliseconds. */
  async rings(milliseconds: number): Promise<boolean> {
    if (!this.#rung) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, milliseconds);
      });
      clearTimeout(timer);
    }
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }
}
