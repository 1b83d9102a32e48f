import { Agent, request } from 'undici';
import type { Post } from './webhook.ts';

/** Milliseconds until a receiver must have taken the connection. */
const CONNECT_TIMEOUT = 10_000;

/**
 * Posts to receivers, over one kept connection to each. A redirection is an answer like others, and so a failure: the
 * signature is for who was named.
 */
export function openPost(): Post {
  const dispatcher = new Agent({ connections: 1, connect: { timeout: CONNECT_TIMEOUT } });
  return async (url, headers, body, signal) => {
    const response = await request(url, { method: 'POST', headers, body, signal, dispatcher });
    await response.body.dump();
    return response.statusCode;
  };
}
