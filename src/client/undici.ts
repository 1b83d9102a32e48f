/*
 * The parts of undici the client uses. Its index loads its fetch, caches and mocks besides, which takes as long as
 * starting Node; these take no longer than node:http.
 */
import type { Agent, Dispatcher } from 'undici';
// @ts-expect-error: as above
import requestPart from 'undici/lib/api/api-request.js';
// @ts-expect-error: parts have no types of their own.
import AgentPart from 'undici/lib/dispatcher/agent.js';

export const createAgent = (options: Agent.Options): Agent => new AgentPart(options);

/** `agent.request`, which undici's index would add to its dispatchers. */
export const request = (agent: Agent, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData> =>
  requestPart.call(agent, options);
