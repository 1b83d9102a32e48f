import type { Caller } from '../../../slurm/caller.ts';
import type { Scheduler } from '../../../slurm/scheduler.ts';
import { Feed } from './feed.ts';

/** Users whose feed is kept though nobody listens; the one not heard for longest gives way. */
const KEPT = 64;

/** The feeds of a cluster, one a user: nobody is told of what another may see. */
class Feeds {
  readonly #scheduler: Scheduler;
  readonly #feeds = new Map<string, Feed>();

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  of({ uid, name }: Caller): Feed {
    const key = `${uid} ${name}`;
    const known = this.#feeds.get(key);
    const feed = known && !known.refused ? known : new Feed(this.#scheduler);
    this.#feeds.delete(key);
    this.#feeds.set(key, feed);
    const quiet = [...this.#feeds].filter(([, other]) => other !== feed && !other.heard);
    for (const [old] of quiet.slice(0, Math.max(0, quiet.length - KEPT))) this.#feeds.delete(old);
    return feed;
  }
}

const feedsOf = new WeakMap<Scheduler, Feeds>();

/** The feed of what a user may see of a cluster. */
export function feedOf(scheduler: Scheduler, caller: Caller): Feed {
  const feeds = feedsOf.get(scheduler) ?? new Feeds(scheduler);
  feedsOf.set(scheduler, feeds);
  return feeds.of(caller);
}
