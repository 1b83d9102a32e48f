import type { TSchema } from '@sinclair/typebox';

/** A plain JSON object. */
export type Json = { [key: string]: unknown };

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
