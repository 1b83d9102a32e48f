import { type TObject, type TSchema, Type } from '@sinclair/typebox';
import type { Version } from '../version.ts';

interface Described {
  readonly path: string;
  readonly query: Readonly<Record<string, string>> | undefined;
  readonly body: string | undefined;
  readonly response: string;
}

interface Schemas {
  readonly params: TObject | undefined;
  readonly query: TObject | undefined;
  readonly body: TSchema | undefined;
  readonly response: TSchema;
}

/** The schemas of an operation, made when its documentation is asked for. */
export function operationSchemas(_version: Version, { path, query, body }: Described): Schemas {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return {
    params:
      names.length === 0
        ? undefined
        : Type.Object(Object.fromEntries(names.map((name) => [name, Type.String({ description: '' })]))),
    query:
      query &&
      Type.Object(
        Object.fromEntries(
          Object.entries(query).map(([name, description]) => [
            name,
            Type.Optional(Type.String({ description })),
          ]),
        ),
      ),
    body: body === undefined ? undefined : Type.Object({}),
    response: Type.Object({}),
  };
}
