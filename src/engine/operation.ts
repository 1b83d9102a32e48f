import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { Caller } from '../slurm/caller.ts';
import type { ErrorCode } from '../slurm/error-table.ts';
import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import type { Connection } from './connection.ts';
import type { MediaType } from './media-type.ts';
import type { HeaderFields } from './message.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;

export type Method = (typeof METHODS)[number];

/** What a handler works with; `params`, `query` and `body` have passed their schemas. */
export interface OperationContext<Params = unknown, Query = unknown, Body = unknown> {
  readonly caller: Caller;
  readonly connection: Connection;
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** How old what is answered may be, in milliseconds: 0, unless the client said `Cache-Control: max-age`. */
  readonly maxAgeMs: number;
  /** Of the request. */
  readonly headers: HeaderFields;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** One named example of a request body or an answer, for the OpenAPI document. */
export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** How an API beside the engine's own answers what it refuses. */
export interface Refusal {
  /** Shared by every operation that refuses alike; names the entry in the OpenAPI document. */
  readonly name: string;
  readonly description: string;
  /** Of the body, where that may be JSON or YAML. */
  readonly schema?: TSchema;
  /** The body may be text. With neither there is none. */
  readonly text?: boolean;
}

/** One REST command: all the engine needs to route, check, run and document it. */
export interface Operation {
  readonly method: Method;
  /** OpenAPI path template without a trailing slash, e.g. `/slurm/v1/job/{job_id}`; both forms are answered. */
  readonly path: string;
  readonly operationId: string;
  /** One line. */
  readonly summary: string;
  /** Markdown. */
  readonly description: string;
  readonly tags: readonly string[];
  /** Members of the path template; values arrive as strings. */
  readonly params?: TObject;
  /** Query parameters; numbers and booleans are read from their text. As body and response this may be a getter. */
  readonly query?: TObject;
  readonly body?: TSchema;
  /** What is left of a large `body` for this value, which fits the one if it fits the other. */
  bodyFor?(value: unknown): TSchema;
  /**
   * The handler reads its input itself, `query` being URLSearchParams and `body` any JSON value or `undefined`; the
   * schemas only describe it, and may be getters that make them when the document is asked for.
   */
  readonly unchecked?: boolean;
  /** Answered to everybody, without credentials; see {@link defineOpenOperation}. */
  readonly open?: boolean;
  /** Of the answer with status 200. */
  readonly response: TSchema;
  /** The one type of the answer; absent = as the client asks. */
  readonly produces?: MediaType;
  /** What other statuses of success mean; their content is that of 200. */
  readonly successes?: Readonly<Record<number, string>>;
  /** Errors the handler may throw, beside those every operation has. */
  readonly errors?: readonly ErrorCode[];
  /** What an API with ways of its own answers instead of those errors, by status or `default`. */
  readonly refusals?: Readonly<Record<string, Refusal>>;
  readonly examples?: {
    readonly body?: Readonly<Record<string, Example>>;
    readonly response?: Readonly<Record<string, Example>>;
  };
  /**
   * The answer as a plain JSON value, a {@link Collection}, a {@link Reply} with either, or a {@link StreamReply}.
   * @throws SlurmError any; whatever else it throws is answered as `INTERNAL`
   */
  handler(context: OperationContext): Promise<unknown>;
}

type Part<Schema> = Schema extends TSchema ? Static<Schema> : unknown;

/** An {@link Operation} whose handler sees the types its schemas stand for. */
export interface TypedOperation<
  Params extends TObject | undefined,
  Query extends TObject | undefined,
  Body extends TSchema | undefined,
> extends Omit<Operation, 'params' | 'query' | 'body' | 'handler'> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  handler(context: OperationContext<Part<Params>, Part<Query>, Part<Body>>): Promise<unknown>;
}

/** Types a REST command by its schemas; the result goes into the list given to `createEngine`. */
export function defineOperation<
  Params extends TObject | undefined = undefined,
  Query extends TObject | undefined = undefined,
  Body extends TSchema | undefined = undefined,
>(operation: TypedOperation<Params, Query, Body>): Operation {
  return operation as unknown as Operation;
}

/** What a handler knows that answers everybody: nothing of who asks, and nothing of the cluster. */
type OpenContext = Pick<OperationContext, 'connection' | 'log' | 'params' | 'query'>;

/** An operation that is the same for everybody and needs no credentials. */
export function defineOpenOperation(
  operation: Omit<Operation, 'open' | 'handler'> & { handler(context: OpenContext): Promise<unknown> },
): Operation {
  return {
    ...operation,
    open: true,
    handler: ({ connection, log, params, query }) => operation.handler({ connection, log, params, query }),
  };
}
