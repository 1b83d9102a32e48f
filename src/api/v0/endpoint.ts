import type { Around, Collection } from '../../engine/collection.ts';
import type { Method, Operation, OperationContext } from '../../engine/operation.ts';
import type { Snapshot } from '../../slurm/scheduler.ts';
import type { Problem, Warning } from './envelope/problems.ts';
import type { Version } from './version.ts';

/** What slurmrestd's plugins are called in paths. */
export type Plugin = 'slurm' | 'slurmdb' | 'util';

/** What a handler of an endpoint works with. */
export interface EndpointContext extends OperationContext<Record<string, string>, URLSearchParams, unknown> {
  readonly version: Version;
  /** Problems that did not keep the request from being answered; they are told with the answer. */
  readonly problems: Problem[];
  readonly warnings: Warning[];
}

/** A query parameter; one that is a text alone says what it is. */
export interface QueryParameter {
  readonly description: string;
  /** Kind of flag (./record/words.ts) whose words it may be; absent = any text. */
  readonly words?: string;
  readonly required?: boolean;
}

/**
 * One path and method of SchedMD's API, in every version that has it. Declared here, it is in the OpenAPI document
 * of those versions, too: `query`, `body` and `response` are all that says of it, their names being those of
 * ./openapi/shapes.ts.
 */
export interface Endpoint {
  readonly method: Method;
  /** Behind the version, e.g. `job/{job_id}`. */
  readonly path: string;
  /** `slurm` but where another plugin of slurmrestd answers. */
  readonly plugin?: Plugin;
  /** SchedMD's operationId behind its version, e.g. `get_jobs`. */
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  /** The first version that has it. */
  readonly since?: Version;
  /** Query parameters: what each is. */
  readonly query?: Readonly<Record<string, string | QueryParameter>>;
  /** SchedMD's name of the schema of the body, a type of ./openapi/shapes.ts. */
  readonly body?: string;
  /** SchedMD's name of the schema of the answer, a type of ./openapi/shapes.ts. */
  readonly response: string;
  readonly examples?: Operation['examples'];
  /** The members of the answer beside the envelope, or one of the makers of answers below. */
  handler(context: EndpointContext): Promise<object>;
}

/** An answer that is a list of records, see {@link collectionOf}. */
export class Listing<Entry extends object> {
  readonly snapshot: Snapshot<Entry>;
  readonly after: object;
  readonly write: (snapshot: Snapshot<Entry>, around?: Around) => Collection;

  /** @param after members that stand behind the list */
  constructor(
    write: (snapshot: Snapshot<Entry>, around?: Around) => Collection,
    snapshot: Snapshot<Entry>,
    after: object,
  ) {
    this.write = write;
    this.snapshot = snapshot;
    this.after = after;
  }
}
