import type { TObject } from '@sinclair/typebox';
import { SlurmError } from '../slurm/error.ts';
import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import { answer, encoded, encodedReply, streamed } from './answer.ts';
import { briefAuthenticate } from './authenticate.ts';
import type { Authenticator } from './authenticator.ts';
import { MAX_BODY_BYTES } from './body-limits.ts';
import type { Connection, Fetch } from './connection.ts';
import type { Dialect, DialectSource } from './dialect.ts';
import { failureAnswer, knownError } from './failure.ts';
import { maxAge } from './max-age.ts';
import { type DataType, JSON_TYPE, negotiate, prefersProblem } from './media-type.ts';
import { type ApiRequest, type ApiResponse, EngineResponse } from './message.ts';
import { openapiOperations } from './openapi/operations.ts';
import type { Method, Operation } from './operation.ts';
import { readBody } from './read-body.ts';
import { refusalHeaders, withHeaders } from './refusal-headers.ts';
import { pathAndQuery } from './request-target.ts';
import { createRouter, type Match } from './router.ts';
import { isStreamReply } from './stream-reply.ts';
import { Streams } from './streams.ts';
import { lazyCheck, readQuery } from './validate.ts';

export interface Limits {
  /** Largest request body in bytes. */
  readonly bodyBytes: number;
}

/** @param operation its operationId, empty where none was reached @param seconds until the answer was there */
export type Observe = (operation: string, status: number, seconds: number) => void;

export interface EngineOptions {
  readonly scheduler: Scheduler;
  readonly operations: readonly Operation[];
  /** APIs with ways of their own, each loaded when it is first asked for. */
  readonly dialects?: readonly DialectSource[];
  /** Asked in this order. */
  readonly authenticators: readonly Authenticator[];
  readonly log: Log;
  readonly limits?: Partial<Limits>;
  /** Told of every answer. */
  readonly observe?: Observe;
  /** Where answers in pieces are kept count of; absent = here. */
  readonly streams?: Streams;
}

/** An operation with its checks. */
interface Prepared {
  readonly operation: Operation;
  readonly params: ReturnType<typeof lazyCheck> | undefined;
  readonly query: ReturnType<typeof lazyCheck> | undefined;
  readonly body: ReturnType<typeof lazyCheck> | undefined;
}

function prepare(operation: Operation): Prepared {
  // All schemas but those of parameters may be made when they are first read.
  if (operation.unchecked) return { operation, params: undefined, query: undefined, body: undefined };
  const { params } = operation;
  return {
    operation,
    params: params && hasRules(params) ? lazyCheck(() => params) : undefined,
    query: 'query' in operation ? lazyCheck(() => operation.query!) : undefined,
    body:
      'body' in operation
        ? lazyCheck(() => operation.body!, operation.bodyFor && ((value) => operation.bodyFor!(value)))
        : undefined,
  };
}

/** False when any texts will do, as for the ids that handlers read themselves. */
function hasRules(params: TObject): boolean {
  return Object.values(params.properties).some(
    (schema) => schema['type'] !== 'string' || RULES.some((rule) => rule in schema),
  );
}

const RULES = ['pattern', 'minLength', 'maxLength', 'format', 'enum', 'const'];

/** A dialect that is in use. */
interface Spoken {
  readonly refuse: Dialect['refuse'];
  readonly find: (path: string) => Match<Prepared> | undefined;
}

/** Finds the dialect of a path, loading it when it is asked for the first time. */
function dialectFinder(sources: readonly DialectSource[]): (path: string) => Promise<Spoken> | undefined {
  const loaded = new Map<DialectSource, Promise<Spoken>>();
  return (path) => {
    const source = sources.find(({ prefix }) => path.startsWith(prefix));
    if (!source) return undefined;
    let spoken = loaded.get(source);
    if (!spoken) {
      spoken = source.load().then(({ operations, refuse }) => ({
        refuse,
        find: createRouter(operations, prepare),
      }));
      loaded.set(source, spoken);
    }
    return spoken;
  };
}

/**
 * The REST engine: requests in, scheduler operations out.
 * @throws SlurmError `OPERATION_CLASH` when two operations claim one path and method, or one operationId
 */
export function createEngine(options: EngineOptions): Fetch {
  const { scheduler, authenticators, log, dialects = [], streams = new Streams() } = options;
  const bodyBytes = options.limits?.bodyBytes ?? MAX_BODY_BYTES;
  const find = createRouter(
    [...options.operations, ...openapiOperations(options.operations, dialects)],
    prepare,
  );
  const dialectOf = dialectFinder(dialects);

  async function handle(
    request: ApiRequest,
    connection: Connection,
    reached: (operation: Operation) => void,
  ): Promise<ApiResponse> {
    const { path, search } = pathAndQuery(request.url);
    log.info(`operations_router: ${path} for ${connection.peer}`);
    const own = find(path);
    const { method } = request;
    const wanted = (method === 'HEAD' ? 'GET' : method) as Method;
    const open = own?.route.get(wanted)?.operation.open ?? false;
    const caller = open ? undefined : await briefAuthenticate(authenticators, request.headers, connection);
    const match = own ?? (await dialectOf(path))?.find(path);
    if (!match) throw new SlurmError('PATH_UNKNOWN', { path });
    const prepared = match.route.get(wanted);
    if (!prepared) {
      const allow = allowed(match.route);
      if (method === 'OPTIONS') return new EngineResponse(null, 204, { Allow: allow });
      const refused = new SlurmError('METHOD_NOT_ALLOWED', { path, method, allow });
      throw withHeaders(refused, { Allow: allow });
    }
    const { operation } = prepared;
    reached(operation);
    const { unchecked = false } = operation;
    const accept = request.headers.get('accept');
    // Who names a type for failures alone leaves the type of answers to us.
    const media =
      operation.produces ?? negotiate(accept) ?? (own && prefersProblem(accept) ? JSON_TYPE : undefined);
    if (!media) throw new SlurmError('NOT_ACCEPTABLE', { accept: accept ?? '' });

    const query = unchecked ? new URLSearchParams(search) : readQuery(search, operation.query);
    if (prepared.params) await prepared.params(match.params, '');
    if (operation.query && (search !== '' || operation.query.required)) await prepared.query?.(query, '');
    let body: unknown;
    if (operation.bodyFor || operation.body) {
      body = await readBody(request, bodyBytes, unchecked);
      await prepared.body?.(body, '');
    }
    const { params } = match;
    const maxAgeMs = maxAge(request.headers);
    const value = await operation.handler({
      caller: caller!, // Only an open operation has none, and its handler asks for none.
      connection,
      scheduler,
      log,
      maxAgeMs,
      headers: request.headers,
      params,
      query,
      body,
    });
    if (isStreamReply(value)) return streamed(value, media, request, caller!, streams);
    return answer(value, media as DataType, request, caller);
  }

  async function refused(thrown: unknown, request: ApiRequest): Promise<ApiResponse> {
    const error = knownError(thrown, log);
    const accept = request.headers.get('accept');
    const head = request.method === 'HEAD';
    const { path } = pathAndQuery(request.url);
    const dialect = await dialectOf(path);
    if (dialect) return encodedReply(dialect.refuse(error, request), negotiate(accept) ?? JSON_TYPE, head);
    const { value, media } = failureAnswer(error, accept, path);
    return encoded(value, media, { status: error.status, head, headers: refusalHeaders(error) });
  }

  const { observe = () => {} } = options;
  return async (request, connection) => {
    const start = performance.now();
    let name = '';
    const reached = ({ operationId }: Operation) => {
      name = operationId;
    };
    let response: ApiResponse;
    try {
      response = await handle(request, connection, reached);
    } catch (error) {
      response = await refused(error, request);
    }
    observe(name, response.status, (performance.now() - start) / 1000);
    return response;
  };
}

function allowed(route: ReadonlyMap<Method, unknown>): string {
  const methods = [...route.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}
