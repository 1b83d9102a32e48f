import type { Connection, Fetch } from '../engine/connection.ts';
import { type ApiRequest, type ApiResponse, EngineResponse, type HeaderFields } from '../engine/message.ts';
import { pathAndQuery } from '../engine/request-target.ts';
import type { Caller } from '../slurm/caller.ts';
import { SlurmError } from '../slurm/error.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { pageFile } from './files.ts';
import { html } from './html.ts';
import { PAGE_HEADERS, page, TOKEN_FORM } from './page.ts';
import { statusFailure, statusFigures, statusPage } from './status-page.ts';

/** What the status page asks. */
export interface StatusSource {
  readonly scheduler: Scheduler;
  /** @throws SlurmError `NOT_AUTHENTICATED` */
  caller(headers: HeaderFields, connection: Connection): Promise<Caller>;
}

const MAY_BE_PAGE = /^\/(?:$|docs|status|pages\/)/;

/**
 * Answers browsers at `/`, `/docs` and `/status`, and everything else as `fetch` does. The pages are the same for
 * everybody and tell nothing of the cluster, so they need no credentials, which browsers cannot send with a link;
 * figures and specification are asked for with the caller's own.
 */
export function withPages(fetch: Fetch, source: () => Promise<StatusSource>): Fetch {
  const pageOr = async (path: string, request: ApiRequest, connection: Connection): Promise<ApiResponse> => {
    const answer = await pageAt(path, request, connection, source);
    if (!answer) return fetch(request, connection);
    return request.method === 'GET' ? answer : new EngineResponse(null, answer.status, answer.headers.record);
  };
  return (request, connection) => {
    const { path } = pathAndQuery(request.url);
    const mayBePage = (request.method === 'GET' || request.method === 'HEAD') && MAY_BE_PAGE.test(path);
    return mayBePage ? pageOr(path, request, connection) : fetch(request, connection);
  };
}

async function pageAt(
  path: string,
  request: ApiRequest,
  connection: Connection,
  source: () => Promise<StatusSource>,
): Promise<EngineResponse | undefined> {
  if (path === '/') return htmlAnswer(INDEX);
  if (path === '/docs') return htmlAnswer(DOCS);
  if (path === '/status') return status(request, connection, await source());
  if (path === '/docs/' || path === '/status/')
    return new EngineResponse(null, 308, { ...PAGE_HEADERS, Location: `..${path.slice(0, -1)}` });
  const name = /^\/pages\/([\w.-]+)$/.exec(path)?.[1];
  const file = name === undefined ? undefined : await pageFile(name);
  if (!file) return undefined;
  const headers = { ...PAGE_HEADERS, ...file.headers };
  if (request.headers.get('if-none-match') === file.headers['ETag'])
    return new EngineResponse(null, 304, headers);
  return new EngineResponse(file.body, 200, headers);
}

function htmlAnswer(text: string, code = 200): EngineResponse {
  const headers = {
    ...PAGE_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  };
  return new EngineResponse(text, code, headers);
}

async function status(
  { headers }: ApiRequest,
  connection: Connection,
  { scheduler, caller }: StatusSource,
): Promise<EngineResponse> {
  try {
    const figures = await statusFigures(scheduler, await caller(headers, connection), new Date());
    return htmlAnswer(statusPage(figures));
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    return htmlAnswer(statusPage(statusFailure(error.message)), error.status);
  }
}

const INDEX = page({
  title: 'slurmrest',
  body: html`<main>
<h1>slurmrest</h1>
<p>This is a daemon of the Slurm REST API.</p>
<ul>
<li><a href="status">Status</a>: controllers, jobs, nodes, the scheduler's figures</li>
<li><a href="docs">API</a>: every operation, to read and to try</li>
<li><a href="openapi.json">openapi.json</a>, <a href="openapi.yaml">openapi.yaml</a>: the specification, for those a proxy or the kernel vouches for</li>
</ul>
</main>`,
});

const DOCS = page({
  title: 'API · slurmrest',
  styles: ['swagger-ui.css'],
  scripts: ['swagger-ui-bundle.js', 'sign-in.js', 'docs.js'],
  body: html`<main>
${TOKEN_FORM}
<p id="message" role="status"></p>
<noscript><p>This page needs scripts; slurmrest-api(7) is the same to read.</p></noscript>
<div id="reference"></div>
</main>`,
});
