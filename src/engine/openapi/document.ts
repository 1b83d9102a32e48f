import type { TObject } from '@sinclair/typebox';
import { MEDIA_TYPES } from '../media-type.ts';
import type { Example, Operation } from '../operation.ts';
import { PROBLEM_TYPE, PROBLEM_TYPES_MEMBER, problemTypes } from '../problem.ts';
import { errorsByStatus, FAILURE, FAILURE_EXAMPLE, PROBLEM } from './errors.ts';
import { ComponentSchemas, type Json } from './schemas.ts';

/** Version of the API this document describes; raised with every change of it. */
const API_VERSION = '1.0.0';

const DESCRIPTION = `Submit, watch and control jobs of a Slurm cluster.

Answers are JSON or YAML 1.1 by the \`Accept\` header; bodies are either by \`Content-Type\`. Every path answers with
and without a trailing slash, \`HEAD\` wherever \`GET\` is answered, and \`OPTIONS\`.
A failure is an object with a list \`errors\`, whatever its status; who names \`application/problem+json\` in \`Accept\`
gets it as a problem of RFC 9457.

Over TCP every request needs credentials. On a UNIX socket or a pipe the user at the other end counts, and none are needed.`;

const TAGS: Readonly<Record<string, string>> = {
  jobs: 'Submit, look at, change and end jobs.',
  cluster: 'Nodes and partitions.',
  controller: 'The controller itself.',
  openapi: 'The versions of the API, and this document.',
};

const SECURITY_SCHEMES: Json = {
  userToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-SLURM-USER-TOKEN',
    description: "The user's own token.",
  },
  userName: {
    type: 'apiKey',
    in: 'header',
    name: 'X-SLURM-USER-NAME',
    description: 'Login name of the user.',
  },
  userId: { type: 'apiKey', in: 'header', name: 'X-SLURM-USER-ID', description: 'Numeric id of the user.' },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-SLURM-API-KEY',
    description: 'Key of an authenticating proxy, which may name any user.',
  },
};

/** The OpenAPI 3.1 document of a list of operations. */
export function openapiDocument(operations: readonly Operation[]): Json {
  const schemas = new ComponentSchemas();
  const failures: Json = {};
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describeOperation(operation, schemas, failures);
    paths[operation.path] = path;
  }
  const names = new Set(operations.flatMap((operation) => operation.tags));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Slurm REST API',
      version: API_VERSION,
      summary: 'The /slurm/v1 API of slurmrest',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'The operator of this cluster' },
    },
    servers: [{ url: '/', description: 'The daemon that served this document.' }],
    security: [
      { userToken: [], userName: [] },
      { apiKey: [], userName: [] },
      { apiKey: [], userId: [] },
    ],
    tags: [...names].map((name) => ({ name, description: TAGS[name] ?? `Operations tagged ${name}.` })),
    paths,
    components: { schemas: schemas.schemas, responses: failures, securitySchemes: SECURITY_SCHEMES },
    [PROBLEM_TYPES_MEMBER]: problemTypes(),
  };
}

function describeOperation(operation: Operation, schemas: ComponentSchemas, failures: Json): Json {
  const { params, query, body, examples } = operation;
  const parameters = [...parametersIn('path', params, schemas), ...parametersIn('query', query, schemas)];
  return {
    operationId: operation.operationId,
    summary: operation.summary,
    description: operation.description,
    tags: [...operation.tags],
    ...(operation.open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: content(schemas.use(body), examples?.body) } }),
    responses: responses(operation, schemas, failures),
  };
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

function responses(operation: Operation, schemas: ComponentSchemas, failures: Json): Json {
  const media = operation.produces && [operation.produces.name];
  /** Operations that fail alike share one entry, named after the errors. */
  const failed = (name: string, description: string): Json => {
    failures[name] ??= {
      description,
      content: {
        ...content(schemas.use(FAILURE), { failure: { summary: 'A failure', value: FAILURE_EXAMPLE } }),
        ...content(schemas.use(PROBLEM), undefined, [PROBLEM_TYPE.name]),
      },
    };
    return { $ref: `#/components/responses/${name}` };
  };
  const succeeded = (description: string): Json => ({
    description,
    content: content(schemas.use(operation.response), operation.examples?.response, media),
  });
  return {
    200: succeeded('Done.'),
    ...Object.fromEntries(
      Object.entries(operation.successes ?? {}).map(([status, meaning]) => [status, succeeded(meaning)]),
    ),
    ...Object.fromEntries(
      errorsByStatus(operation).map(([status, codes]) => [
        status,
        failed(codes.join('.'), `${codes.join(', ')}.`),
      ]),
    ),
    default: failed('OTHER', 'Any other failure, such as a controller that is down.'),
  };
}

function content(
  schema: Json,
  examples?: Readonly<Record<string, Example>>,
  names: readonly string[] = MEDIA_TYPES.map((type) => type.name),
): Json {
  return Object.fromEntries(
    names.map((name, at) => [name, { schema, ...(at === 0 && examples && { examples }) }]),
  );
}
