import { Type } from '@sinclair/typebox';
import type { DialectSource } from '../dialect.ts';
import { type DataType, JSON_TYPE } from '../media-type.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { openapiDocument } from './document.ts';
import type { Json } from './schemas.ts';

const DOCUMENT = Type.Object(
  { openapi: Type.String(), info: Type.Object({}), paths: Type.Object({}), components: Type.Object({}) },
  { $id: 'OpenApiDocument', description: 'An OpenAPI 3.1 document.' },
);

const PATHS: readonly (readonly [path: string, operationId: string, produces?: DataType])[] = [
  ['/openapi', 'getOpenapi'],
  ['/openapi/v3', 'getOpenapiV3'],
  ['/openapi.json', 'getOpenapiJson', JSON_TYPE],
  ['/openapi.yaml', 'getOpenapiYaml', { name: 'application/yaml', format: 'yaml' }],
];

/** The operations that hand out the specification of `operations` and of themselves. */
export function openapiOperations(
  operations: readonly Operation[],
  _dialects: readonly DialectSource[] = [],
): readonly Operation[] {
  let document: Json | undefined;
  const own = PATHS.map(([path, operationId, produces]) =>
    defineOperation({
      method: 'GET',
      path,
      operationId,
      summary: `Get this specification${produces ? ` as ${produces.name}` : ''}`,
      description: produces
        ? `The OpenAPI document of this daemon, always as \`${produces.name}\`.`
        : 'The OpenAPI document of this daemon, as JSON or YAML by the `Accept` header.',
      tags: ['openapi'],
      response: DOCUMENT,
      ...(produces && { produces }),
      async handler() {
        document ??= openapiDocument([...operations, ...own]);
        return document;
      },
    }),
  );
  return own;
}
