import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { ApiResponse } from '../../src/engine/message.ts';
import { PROBLEM_TYPE } from '../../src/engine/problem.ts';

type Json = { [key: string]: unknown };

/** A response, or a reference to one of the shared ones. */
type Described = { $ref?: string; content?: Json };

/** Objects of the document admit no member it does not name, so that an undocumented one is found. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Json = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closed(member)]));
  const { type, properties = {} } = copy;
  const open =
    type === 'object' && !('additionalProperties' in copy) && Object.keys(properties as Json).length > 0;
  return open ? { ...copy, additionalProperties: false } : copy;
}

function bodyOf(type: string, text: string): unknown {
  if (type.endsWith('json')) return JSON.parse(text);
  return type.endsWith('yaml') ? parse(text, { version: '1.1', logLevel: 'error' }) : text;
}

/** Numbers of 32 bits that do not fit; the others are what JSON has. */
const FORMATS = {
  int32: {
    type: 'number',
    validate: (value: number) => value === Math.trunc(value) && Math.abs(value) < 2 ** 31,
  },
  int64: true,
  double: true,
} as const;

/**
 * Makes the check every recorded answer goes through: status and type are documented for the operation, and
 * the body fits the schema given there.
 * @param described an OpenAPI document
 */
export function conformanceCheck(described: object) {
  const document = JSON.parse(JSON.stringify(described)) as {
    paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
    components: { schemas: Json; responses: Record<string, Described> };
  };
  const { OpenApiDocument, ...schemas } = document.components.schemas;
  document.components.schemas = {
    ...(closed(schemas) as Json),
    ...(OpenApiDocument !== undefined && { OpenApiDocument }),
  };
  document.paths = closed(document.paths) as typeof document.paths;
  const ajv = new Ajv2020({ strict: false, validateSchema: false, formats: FORMATS });
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();
  const pointerTo = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

  return (
    method: string,
    target: string,
    response: Pick<ApiResponse, 'status' | 'headers'>,
    text: string,
  ): void => {
    const { pathname, searchParams } = new URL(target, 'http://localhost');
    const type = response.headers.get('content-type') ?? '';
    const bare = pathname.replace(/(.)\/$/, '$1');
    const template =
      Object.keys(document.paths).find((path) => path === bare) ??
      Object.keys(document.paths).find((path) =>
        new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare),
      );
    const responses = template && document.paths[template]?.[method.toLowerCase()]?.responses;
    const status = responses && (String(response.status) in responses ? String(response.status) : 'default');
    const described = responses ? responses[status!] : undefined;
    const shared = described?.$ref?.replace('#/components/responses/', '');
    const { content } = (shared === undefined ? described : document.components.responses[shared]) ?? {};
    if (content) expect(Object.keys(content), `${method} ${pathname}`).toContain(type);
    const own = `/paths/${pointerTo(template ?? '')}/${method.toLowerCase()}/responses/${status}`;
    const place = shared === undefined ? own : `/components/responses/${shared}`;
    // What reaches no operation of a dialect is refused in words.
    if (!responses && !('Failure' in schemas)) {
      expect(type, text).toBe('text/plain');
      return;
    }
    const failure = type === PROBLEM_TYPE.name ? 'Problem' : 'Failure';
    const pointer = content ? `${place}/content/${pointerTo(type)}/schema` : `/components/schemas/${failure}`;
    let validate = compiled.get(pointer);
    if (!validate) {
      validate = ajv.compile({ $ref: `document#${pointer}` });
      compiled.set(pointer, validate);
    }
    validate(bodyOf(type, text));
    // Who asks for some members gets no others, which a schema cannot say.
    const partial = searchParams.has('fields');
    const wrong = (validate.errors ?? []).filter(({ keyword }) => !(partial && keyword === 'required'));
    expect(wrong, `${method} ${pathname} ${response.status}: ${text.slice(0, 300)}`).toEqual([]);
  };
}
