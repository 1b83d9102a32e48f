import { setTimeout as wait } from 'node:timers/promises';
import type { Change } from '../api/v1/events/changes.ts';
import { Feed } from '../api/v1/events/feed.ts';
import type { Caller } from '../slurm/caller.ts';
import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { signatureHeaders } from './sign.ts';

/** Changes in one message. */
const BATCH = 100;
/** Milliseconds a receiver may take to answer. */
const TIMEOUT = 15_000;
/** Milliseconds before a message is sent again: the first time, and at most. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;
/** Milliseconds before a cluster that did not answer is asked again. */
const CLUSTER_PAUSE = 30_000;
/** The receiver wants no more; Standard Webhooks, "Deliverability". */
const GONE = 410;

/** Sends a POST and gives the status of its answer; rejects where there is none. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<number>;

export interface WebhookOptions {
  readonly url: string;
  readonly secret: Buffer;
  readonly scheduler: Scheduler;
  /** As whom the cluster is looked at. */
  readonly caller: Caller;
  readonly log: Log;
  readonly post: Post;
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Tells a receiver of changes of jobs and nodes until `signal` is aborted: a message at a time, each until it is
 * taken. What happens meanwhile waits in the feed, which keeps so much and no more; a message with `reset` tells a
 * receiver that was away for longer to list anew.
 */
export async function runWebhook(options: WebhookOptions, signal: AbortSignal): Promise<void> {
  const { caller, scheduler, log, url } = options;
  const pause = options.pause ?? ((milliseconds) => wait(milliseconds, undefined, { signal, ref: false }));
  let reset = false;
  try {
    for (;;) {
      const feed = new Feed(scheduler);
      try {
        await feed.look(caller);
        if (await deliver(feed, reset, options, signal, pause)) return;
      } catch (error) {
        signal.throwIfAborted();
        log.verbose(`webhook ${hostOf(url)}: ${error instanceof Error ? error.message : error}`);
      }
      // The cluster did not answer, or takes these credentials no more.
      reset = true;
      await pause(CLUSTER_PAUSE, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Sends the changes of a feed until it is over; true when the receiver wants no more. */
async function deliver(
  feed: Feed,
  reset: boolean,
  options: WebhookOptions,
  signal: AbortSignal,
  pause: NonNullable<WebhookOptions['pause']>,
): Promise<boolean> {
  let position = feed.position;
  let news = () => {};
  const wake = () => news();
  const leave = feed.listen(wake);
  signal.addEventListener('abort', wake);
  try {
    while (!feed.refused) {
      signal.throwIfAborted();
      const heard = new Promise<void>((resolve) => {
        news = resolve;
      });
      const changes = feed.after(position, BATCH);
      if (changes?.length === 0 && !reset) {
        await heard;
        continue;
      }
      if (!changes) reset = true;
      position = changes ? position + changes.length : feed.position;
      const id = `msg_${feed.run}_${position}`;
      if (!(await sent(id, bodyOf(options.scheduler, changes ?? [], reset), options, signal, pause)))
        return true;
      reset = false;
    }
    return false;
  } finally {
    leave();
    signal.removeEventListener('abort', wake);
  }
}

function bodyOf({ clusterName }: Scheduler, changes: readonly Change[], reset: boolean): string {
  return JSON.stringify({
    type: 'slurm.changes',
    timestamp: new Date().toISOString(),
    data: { cluster: clusterName, reset, changes: changes.map(({ type, data }) => ({ type, ...data })) },
  });
}

/** Sends one message until it is taken; false when the receiver wants no more. */
async function sent(
  id: string,
  body: string,
  { url, secret, log, post }: WebhookOptions,
  signal: AbortSignal,
  pause: NonNullable<WebhookOptions['pause']>,
): Promise<boolean> {
  for (let next = FIRST_PAUSE; ; next = Math.min(next * 2, LONGEST_PAUSE)) {
    let problem: string;
    try {
      const headers = {
        'content-type': 'application/json',
        ...signatureHeaders(secret, id, new Date(), body),
      };
      const status = await post(url, headers, body, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]));
      if (status >= 200 && status < 300) return true;
      if (status === GONE) {
        log.error(`webhook ${hostOf(url)}: the receiver wants no more (410)`);
        return false;
      }
      problem = `status ${status}`;
    } catch (error) {
      signal.throwIfAborted();
      problem = error instanceof Error ? error.message : String(error);
    }
    if (next === FIRST_PAUSE) log.error(`webhook ${hostOf(url)}: ${problem}; trying again`);
    // A tenth more or less, so that several do not come at once.
    await pause(next * (0.9 + Math.random() / 5), signal);
  }
}

/** An address without what may be a secret in it. */
function hostOf(url: string): string {
  return new URL(url).host;
}
