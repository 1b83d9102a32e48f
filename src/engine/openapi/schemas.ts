import type { TSchema } from '@sinclair/typebox';

/** A plain JSON object. */
export type Json = { [key: string]: unknown };

/** A schema with a description for the place it is used at, beside the one of the component it may be. */
export function described(schema: TSchema, description: string | undefined): TSchema {
  if (description === undefined) return schema;
  return (schema.$id === undefined
    ? { ...schema, description }
    : { [COMPONENT]: schema, description }) as unknown as TSchema;
}

/** Where a schema that refers to a component has it, until the document writes the reference. */
const COMPONENT = Symbol('component');

/** Collects the schemas that carry an `$id`, so that the document names each once and refers to it elsewhere. */
export class ComponentSchemas {
  readonly schemas: Json = {};

  /** The schema as the document writes it. */
  use(schema: TSchema): Json {
    return this.#copy(schema) as Json;
  }

  #copy(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((entry) => this.#copy(entry));
    if (typeof value !== 'object' || value === null) return value;
    const { [COMPONENT]: component, ...place } = value as Json & { [COMPONENT]?: TSchema };
    if (component) return { ...this.use(component), ...place };
    const { $id, ...rest } = value as Json;
    if (typeof $id !== 'string') return this.#members(rest);
    if (!(($id as string) in this.schemas)) {
      this.schemas[$id] = {};
      this.schemas[$id] = this.#members(rest);
    }
    return { $ref: `#/components/schemas/${$id}` };
  }

  #members(object: Json): Json {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, this.#copy(value)]));
  }
}
