import type { TObject } from '@sinclair/typebox';
import { MEDIA_TYPES } from '../media-type.ts';
import type { Example, Operation, Refusal } from '../operation.ts';
import { PROBLEM_TYPE } from '../problem.ts';
import { errorsByStatus, FAILURE, FAILURE_EXAMPLE, PROBLEM } from './errors.ts';
import type { ComponentSchemas, Json } from './schemas.ts';

/** What operations of one document share. */
export interface Shared {
  readonly schemas: ComponentSchemas;
  /** Responses of operations that fail alike, by name. */
  readonly failures: Json;
}

/** Types that the bodies and answers of an API beside the engine's own are documented in, as SchedMD documents them. */
const DIALECT_TYPES = ['application/json', 'application/yaml'];

/** An operation object of OpenAPI 3.1. */
export function describeOperation(operation: Operation, shared: Shared): Json {
  const { params, query, body, examples } = operation;
  const { schemas } = shared;
  const parameters = [...parametersIn('path', params, schemas), ...parametersIn('query', query, schemas)];
  const types = typesOf(operation);
  return {
    operationId: operation.operationId,
    summary: operation.summary,
    description: operation.description,
    tags: [...operation.tags],
    ...(operation.open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: content(schemas.use(body), types, examples?.body) },
    }),
    responses: responses(operation, shared),
  };
}

function typesOf({ refusals }: Operation): readonly string[] {
  return refusals ? DIALECT_TYPES : MEDIA_TYPES.map(({ name }) => name);
}

function parametersIn(
  place: 'path' | 'query',
  object: TObject | undefined,
  schemas: ComponentSchemas,
): Json[] {
  return Object.entries(object?.properties ?? {}).map(([name, property]) => {
    const { description = '', ...schema } = schemas.use(property);
    const required = place === 'path' || (object?.required ?? []).includes(name);
    return { name, in: place, required, description, schema };
  });
}

function responses(operation: Operation, shared: Shared): Json {
  const { refusals } = operation;
  const types = operation.produces ? [operation.produces.name] : typesOf(operation);
  const succeeded = (description: string): Json => ({
    description,
    content: content(shared.schemas.use(operation.response), types, operation.examples?.response),
  });
  return {
    200: succeeded('Done.'),
    ...Object.fromEntries(
      Object.entries(operation.successes ?? {}).map(([status, meaning]) => [status, succeeded(meaning)]),
    ),
    ...(refusals
      ? Object.fromEntries(
          Object.entries(refusals).map(([status, refusal]) => [status, refused(refusal, shared)]),
        )
      : failed(operation, shared)),
  };
}

/** The engine's own errors; operations that fail alike share one entry, named after them. */
function failed(operation: Operation, { schemas, failures }: Shared): Json {
  const entry = (name: string, description: string): Json => {
    failures[name] ??= {
      description,
      content: {
        ...content(schemas.use(FAILURE), typesOf(operation), {
          failure: { summary: 'A failure', value: FAILURE_EXAMPLE },
        }),
        ...content(schemas.use(PROBLEM), [PROBLEM_TYPE.name]),
      },
    };
    return { $ref: `#/components/responses/${name}` };
  };
  return {
    ...Object.fromEntries(
      errorsByStatus(operation).map(([status, codes]) => [
        status,
        entry(codes.join('.'), `${codes.join(', ')}.`),
      ]),
    ),
    default: entry('OTHER', 'Any other failure, such as a controller that is down.'),
  };
}

function refused({ name, description, schema, text }: Refusal, { schemas, failures }: Shared): Json {
  const bodies = {
    ...(schema && content(schemas.use(schema), DIALECT_TYPES)),
    ...(text && content({ type: 'string' }, ['text/plain'])),
  };
  failures[name] ??= { description, ...(Object.keys(bodies).length > 0 && { content: bodies }) };
  return { $ref: `#/components/responses/${name}` };
}

function content(schema: Json, types: readonly string[], examples?: Readonly<Record<string, Example>>): Json {
  return Object.fromEntries(
    types.map((name, at) => [name, { schema, ...(at === 0 && examples && { examples }) }]),
  );
}
