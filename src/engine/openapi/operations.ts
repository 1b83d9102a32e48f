import { Type } from '@sinclair/typebox';
import type { DialectSource } from '../dialect.ts';
import { type DataType, JSON_TYPE } from '../media-type.ts';
import { once } from '../once.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { ALL_VERSIONS, documentNames, documents, OWN_VERSION } from './documents.ts';

const documentSchema = once(() =>
  Type.Object(
    { openapi: Type.String(), info: Type.Object({}), paths: Type.Object({}), components: Type.Object({}) },
    { $id: 'OpenApiDocument', description: 'An OpenAPI 3.1 document.' },
  ),
);

interface Place {
  readonly path: string;
  readonly operationId: string;
  readonly produces?: DataType;
  /** Which document is answered where none is asked for. */
  readonly version: string;
}

/** Where slurmrestd has the document it has all versions in one. */
const PLACES: readonly Place[] = [
  { path: '/openapi', operationId: 'getOpenapi', version: ALL_VERSIONS },
  { path: '/openapi/v3', operationId: 'getOpenapiV3', version: ALL_VERSIONS },
  { path: '/openapi.json', operationId: 'getOpenapiJson', produces: JSON_TYPE, version: OWN_VERSION },
  {
    path: '/openapi.yaml',
    operationId: 'getOpenapiYaml',
    produces: { name: 'application/yaml', format: 'yaml' },
    version: OWN_VERSION,
  },
];

/** The operations that hand out the specification of `operations`, of themselves, and of the dialects. */
export function openapiOperations(
  operations: readonly Operation[],
  dialects: readonly DialectSource[] = [],
): readonly Operation[] {
  const names = documentNames(dialects);
  const own = PLACES.map(({ path, operationId, produces, version }) => {
    const querySchema = once(() =>
      Type.Object({
        version: Type.Optional(
          Type.Union(
            names.map((name) => Type.Literal(name)),
            { description: `Which version of the API to describe; without it ${version}.` },
          ),
        ),
      }),
    );
    return defineOperation({
      method: 'GET',
      path,
      operationId,
      summary: `Get the specification${produces ? ` as ${produces.name}` : ''}`,
      description: `The OpenAPI document of ${version === ALL_VERSIONS ? 'every version of the API' : 'this API'}, or of the version asked for, ${produces ? `always as \`${produces.name}\`` : 'as JSON or YAML by the `Accept` header'}.`,
      tags: ['openapi'],
      get query() {
        return querySchema();
      },
      get response() {
        return documentSchema();
      },
      ...(produces && { produces }),
      async handler({ query }) {
        return document(query.version ?? version);
      },
    });
  });
  const document = documents([...operations, ...own], dialects);
  return own;
}
