import type { TObject } from '@sinclair/typebox';
import { SlurmError } from '../slurm/error.ts';
import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { answer, encoded } from './answer.ts';
import { authenticate } from './authenticate.ts';
import type { Authenticator } from './authenticator.ts';
import { MAX_BODY_BYTES } from './body-limits.ts';
import type { Connection, Fetch } from './connection.ts';
import { failure, failureBody } from './failure.ts';
import { JSON_TYPE, negotiate } from './media-type.ts';
import { openapiOperations } from './openapi/operations.ts';
import type { Method, Operation } from './operation.ts';
import { readBody } from './read-body.ts';
import { createRouter } from './router.ts';
import { type Check, lazyCheck, readQuery } from './validate.ts';

export interface Limits {
  /** Largest request body in bytes. */
  readonly bodyBytes: number;
}

export interface EngineOptions {
  readonly scheduler: Scheduler;
  readonly operations: readonly Operation[];
  /** Asked in this order. */
  readonly authenticators: readonly Authenticator[];
  readonly log: Log;
  readonly limits?: Partial<Limits>;
}

/** An operation with its checks, compiled when first used. */
interface Prepared {
  readonly operation: Operation;
  readonly params: (() => Promise<Check>) | undefined;
  readonly query: (() => Promise<Check>) | undefined;
  readonly body: (() => Promise<Check>) | undefined;
}

function prepare(operation: Operation): Prepared {
  const { params, query, body } = operation;
  return {
    operation,
    params: params && hasRules(params) ? lazyCheck(params) : undefined,
    query: query && lazyCheck(query),
    body: body && lazyCheck(body),
  };
}

/** False when any texts will do, as for the ids that handlers read themselves. */
function hasRules(params: TObject): boolean {
  return Object.values(params.properties).some(
    (schema) => schema['type'] !== 'string' || RULES.some((rule) => rule in schema),
  );
}

const RULES = ['pattern', 'minLength', 'maxLength', 'format', 'enum', 'const'];

/**
 * The REST engine: requests in, scheduler operations out.
 * @throws SlurmError `OPERATION_CLASH` when two operations claim one path and method, or one operationId
 */
export function createEngine(options: EngineOptions): Fetch {
  const { scheduler, authenticators, log } = options;
  const bodyBytes = options.limits?.bodyBytes ?? MAX_BODY_BYTES;
  const find = createRouter([...options.operations, ...openapiOperations(options.operations)], prepare);

  async function handle(request: Request, connection: Connection): Promise<Response> {
    const { path, search } = target(request.url);
    log.info(`operations_router: ${path} for ${connection.peer}`);
    const caller = await authenticate(authenticators, request.headers, connection);
    const match = find(path);
    if (!match) throw new SlurmError('PATH_UNKNOWN', { path });
    const { method } = request;
    const prepared = match.route.get((method === 'HEAD' ? 'GET' : method) as Method);
    if (!prepared) return otherMethod(request, path, allowed(match.route));
    const { operation } = prepared;
    const accept = request.headers.get('accept');
    const media = operation.produces ?? negotiate(accept);
    if (!media) throw new SlurmError('NOT_ACCEPTABLE', { accept: accept ?? '' });

    const query = readQuery(search, operation.query);
    if (prepared.params) (await prepared.params())(match.params, '');
    if (prepared.query && (search !== '' || operation.query?.required)) (await prepared.query())(query, '');
    let body: unknown;
    if (prepared.body) {
      body = await readBody(request, bodyBytes);
      (await prepared.body())(body, '');
    }
    const { params } = match;
    const value = await operation.handler({ caller, connection, scheduler, log, params, query, body });
    return answer(value, media, request, caller);
  }

  return async (request, connection) => {
    try {
      return await handle(request, connection);
    } catch (error) {
      const { status, body } = failure(error, log);
      const media = negotiate(request.headers.get('accept')) ?? JSON_TYPE;
      return encoded(body, media, { status, head: request.method === 'HEAD' });
    }
  };
}

/** Path and query of an absolute URL, as they stand there; control characters cannot reach the log. */
function target(url: string): { readonly path: string; readonly search: string } {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('#', start);
  const rest = start < 0 ? '/' : url.slice(start, end < 0 ? undefined : end);
  const query = rest.indexOf('?');
  if (query < 0) return { path: rest, search: '' };
  return { path: rest.slice(0, query), search: rest.slice(query + 1) };
}

function allowed(route: ReadonlyMap<Method, unknown>): string {
  const methods = [...route.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}

function otherMethod(request: Request, path: string, allow: string): Response {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allow } });
  const error = new SlurmError('METHOD_NOT_ALLOWED', { path, method: request.method, allow });
  const media = negotiate(request.headers.get('accept')) ?? JSON_TYPE;
  return encoded(failureBody(error), media, {
    status: error.status,
    head: request.method === 'HEAD',
    headers: { Allow: allow },
  });
}
