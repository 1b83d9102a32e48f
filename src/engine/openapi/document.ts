import type { Operation } from '../operation.ts';
import { PROBLEM_TYPES_MEMBER, problemTypes } from '../problem.ts';
import { describeOperation } from './describe-operation.ts';
import { ComponentSchemas, type Json } from './schemas.ts';

/** What a document says of the API it describes. */
export interface ApiInfo {
  /** Raised with every change of the document. */
  readonly version: string;
  readonly summary: string;
  readonly description: string;
}

const TAGS: Readonly<Record<string, string>> = {
  jobs: 'Submit, look at, change and end jobs.',
  cluster: 'Nodes and partitions.',
  controller: 'The controller itself.',
  openapi: 'The versions of the API, and this document.',
  slurm: 'What slurmctld is asked.',
  slurmdb: 'What slurmdbd is asked.',
  util: 'What the daemon answers by itself.',
};

/** Named as SchedMD names them, so that clients made from its document find what they set. */
const SECURITY_SCHEMES: Json = {
  token: {
    type: 'apiKey',
    in: 'header',
    name: 'X-SLURM-USER-TOKEN',
    description: "The user's own token.",
  },
  user: {
    type: 'apiKey',
    in: 'header',
    name: 'X-SLURM-USER-NAME',
    description: 'Login name of the user.',
  },
  bearerAuth: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: "The user's own token, as RFC 6750 has it.",
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
export function openapiDocument(operations: readonly Operation[], info: ApiInfo): Json {
  const schemas = new ComponentSchemas();
  const failures: Json = {};
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describeOperation(operation, { schemas, failures });
    paths[operation.path] = path;
  }
  const names = new Set(operations.flatMap((operation) => operation.tags));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Slurm REST API',
      ...info,
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'The operator of this cluster' },
    },
    servers: [{ url: '/', description: 'The daemon that served this document.' }],
    security: [
      { user: [], token: [] },
      { token: [] },
      { bearerAuth: [] },
      { apiKey: [], user: [] },
      { apiKey: [], userId: [] },
    ],
    tags: [...names].map((name) => ({ name, description: TAGS[name] ?? `Operations tagged ${name}.` })),
    paths,
    components: { schemas: schemas.schemas, responses: failures, securitySchemes: SECURITY_SCHEMES },
    ...(operations.some(({ refusals }) => !refusals) && { [PROBLEM_TYPES_MEMBER]: problemTypes() }),
  };
}
