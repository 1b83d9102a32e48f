import type { TSchema } from '@sinclair/typebox';
import type { Operation, OperationContext } from '../../engine/operation.ts';
import { Reply } from '../../engine/reply.ts';
import { type Endpoint, type EndpointContext, Listing } from './endpoint.ts';
import { metaOf } from './envelope/meta.ts';
import type { Problem, Warning } from './envelope/problems.ts';
import { paramsOf, queryOf } from './openapi/parameters.ts';
import { refusalsOf } from './openapi/refusals.ts';
import { schemaOfType } from './openapi/schema-of-type.ts';
import { Refused } from './refused.ts';
import { type Version, versionName } from './version.ts';

/** The operation an endpoint is in one version. */
export function operationOf(endpoint: Endpoint, version: Version): Operation {
  const { plugin = 'slurm', method, path, id, summary, description, body, examples } = endpoint;
  return {
    method,
    path: `/${plugin}/${versionName(version)}/${path}`,
    operationId: `${plugin}_${versionName(version).replaceAll('.', '')}_${id}`,
    summary,
    description,
    tags: [plugin],
    unchecked: true,
    get params() {
      return paramsOf(endpoint);
    },
    get query() {
      return queryOf(endpoint, version);
    },
    ...(body !== undefined && {
      get body(): TSchema {
        return schemaOfType(body, version);
      },
    }),
    get response(): TSchema {
      return schemaOfType(endpoint.response, version);
    },
    get refusals() {
      return refusalsOf(endpoint, version);
    },
    ...(examples && { examples }),
    handler: (context) => answered(endpoint, version, context),
  } as Operation;
}

async function answered(endpoint: Endpoint, version: Version, context: OperationContext): Promise<unknown> {
  const { caller, connection, scheduler } = context;
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const envelope = async (said: readonly Problem[]) => ({
    meta: await metaOf(version, endpoint.plugin ?? 'slurm', scheduler, caller, connection),
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
