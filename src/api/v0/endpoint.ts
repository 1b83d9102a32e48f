import type { TSchema } from '@sinclair/typebox';
import type { Around, Collection } from '../../engine/collection.ts';
import type { Method, Operation, OperationContext } from '../../engine/operation.ts';
import { Reply } from '../../engine/reply.ts';
import type { Snapshot } from '../../slurm/scheduler.ts';
import { metaOf } from './envelope/meta.ts';
import type { Problem, Warning } from './envelope/problems.ts';
import { operationSchemas } from './openapi/operation-schemas.ts';
import { Refused } from './refused.ts';
import { type Version, versionName } from './version.ts';

/** What a handler of an endpoint works with. */
export interface EndpointContext extends OperationContext<Record<string, string>, URLSearchParams, unknown> {
  readonly version: Version;
  /** Problems that did not keep the request from being answered; they are told with the answer. */
  readonly problems: Problem[];
  readonly warnings: Warning[];
}

/** One path and method of SchedMD's API, in every version that has it. */
export interface Endpoint {
  readonly method: Method;
  /** Behind the version, e.g. `job/{job_id}`. */
  readonly path: string;
  /** `slurm` but where another plugin of slurmrestd answers. */
  readonly plugin?: 'util';
  /** SchedMD's operationId behind its version, e.g. `get_jobs`. */
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  /** The first version that has it. */
  readonly since?: Version;
  /** Query parameters: what each is. */
  readonly query?: Readonly<Record<string, string>>;
  /** SchedMD's name of the schema of the body. */
  readonly body?: string;
  /** SchedMD's name of the schema of the answer. */
  readonly response: string;
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

/** The operation an endpoint is in one version. */
export function operationOf(endpoint: Endpoint, version: Version): Operation {
  const { plugin = 'slurm', method, path, id, summary, description, query, body, response } = endpoint;
  const schemas = () => operationSchemas(version, { path, query, body, response });
  return {
    method,
    path: `/${plugin}/${versionName(version)}/${path}`,
    operationId: `${plugin}_${versionName(version).replaceAll('.', '')}_${id}`,
    summary,
    description,
    tags: [plugin],
    unchecked: true,
    get params() {
      return schemas().params;
    },
    get query() {
      return schemas().query;
    },
    ...(body !== undefined && {
      get body(): TSchema {
        return schemas().body!;
      },
    }),
    get response(): TSchema {
      return schemas().response;
    },
    handler: (context) => answered(endpoint, version, context),
  } as Operation;
}

async function answered(endpoint: Endpoint, version: Version, context: OperationContext): Promise<unknown> {
  const { caller, connection, scheduler } = context;
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const envelope = async (said: readonly Problem[]) => ({
    meta: await metaOf(version, scheduler, caller, connection),
    errors: said,
    warnings,
  });
  try {
    const made = await endpoint.handler({ ...(context as EndpointContext), version, problems, warnings });
    if (made instanceof Reply) return made;
    // As slurmrestd does, what could be answered is answered although a part of the question made no sense.
    const status = problems.length > 0 ? 500 : 200;
    if (made instanceof Listing) {
      const after = { ...made.after, ...(await envelope(problems)) };
      return new Reply(status, made.write(made.snapshot, { before: {}, after }));
    }
    return new Reply(status, { ...made, ...(await envelope(problems)) });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    warnings.push(...error.warnings);
    const status = problems.length > 0 ? 500 : error.status;
    return new Reply(status, {
      ...error.members,
      ...(await envelope([...problems, ...error.problems])),
    });
  }
}
