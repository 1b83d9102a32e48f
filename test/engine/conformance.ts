import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { openapiDocument } from '../../src/engine/openapi/document.ts';
import { openapiOperations } from '../../src/engine/openapi/operations.ts';
import type { Operation } from '../../src/engine/operation.ts';
import { PROBLEM_TYPE } from '../../src/engine/problem.ts';

type Json = { [key: string]: unknown };

/** A response, or a reference to one of the shared ones. */
type Described = { $ref?: string; content?: Json };

/** Objects of the document admit no member it does not name, so that an undocumented one is found. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Json = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closed(member)]));
  const open = copy['type'] === 'object' && !('additionalProperties' in copy) && 'required' in copy;
  return open ? { ...copy, additionalProperties: false } : copy;
}

function bodyOf(type: string, text: string): unknown {
  if (type.endsWith('json')) return JSON.parse(text);
  return type.endsWith('yaml') ? parse(text, { version: '1.1', logLevel: 'error' }) : text;
}

/**
 * Makes the check every recorded answer goes through: status and type are documented for the operation, and
 * the body fits the schema given there.
 */
export function conformanceCheck(operations: readonly Operation[]) {
  const all = [...operations, ...openapiOperations(operations)];
  const document = JSON.parse(JSON.stringify(openapiDocument(all))) as {
    paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
    components: { schemas: Json; responses: Record<string, Described> };
  };
  const { OpenApiDocument, ...schemas } = document.components.schemas;
  document.components.schemas = { ...(closed(schemas) as Json), OpenApiDocument };
  document.paths = closed(document.paths) as typeof document.paths;
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();
  const pointerTo = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

  return (method: string, target: string, response: Response, text: string): void => {
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
