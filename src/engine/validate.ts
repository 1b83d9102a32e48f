import type { TObject, TSchema } from '@sinclair/typebox';
import { Check as matches } from '@sinclair/typebox/value';
import { SlurmError } from '../slurm/error.ts';
import { hintAt } from './hint.ts';

/**
 * Checks a value against a schema.
 * @param name what the value is called in messages, `''` for a body
 * @throws SlurmError `FIELD_INVALID`, `FIELD_UNKNOWN`
 */
export type Check = (value: unknown, name: string) => void;

/**
 * A check that is made once it is needed. A one-shot command checks one value, which is right as a rule: that takes
 * neither what compiles schemas nor what explains mistakes.
 * @param schemaFor as much of the schema as the first value needs
 */
export function lazyCheck(
  schema: () => TSchema,
  schemaFor: (value: unknown) => TSchema = schema,
): (...checked: Parameters<Check>) => Promise<void> {
  let isFirst = true;
  let check: Promise<Check> | undefined;
  return async (value, name) => {
    const once = isFirst;
    isFirst = false;
    if (once && matches(schemaFor(value), value)) return;
    check ??= import('./compile-check.ts').then(({ compileCheck }) => compileCheck(schema()));
    (await check)(value, name);
  };
}

/**
 * The query parameters a schema knows, numbers and booleans read from their text. A list is a parameter
 * given several times.
 * @throws SlurmError `FIELD_UNKNOWN` for others, `FIELD_INVALID` for one given twice
 */
export function readQuery(search: string, schema: TObject | undefined): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  if (search === '') return query;
  const known = schema?.properties ?? {};
  for (const [name, text] of new URLSearchParams(search)) {
    if (!Object.hasOwn(known, name)) {
      const hint = schema ? hintAt(name, Object.keys(known)) : ' This path takes no query.';
      throw new SlurmError('FIELD_UNKNOWN', { field: `"${name}" in the query`, hint }, { source: name });
    }
    const type = known[name]!['type'] as unknown;
    if (type === 'array') {
      query[name] = [...((query[name] as string[] | undefined) ?? []), text];
    } else if (Object.hasOwn(query, name)) {
      throw new SlurmError('FIELD_INVALID', { field: name, problem: 'is given twice' }, { source: name });
    } else {
      query[name] = convert(text, type);
    }
  }
  return query;
}

function convert(text: string, type: unknown): unknown {
  if ((type === 'integer' || type === 'number') && /^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|1|yes|)$/i.test(text)) return true;
  if (type === 'boolean' && /^(false|0|no)$/i.test(text)) return false;
  return text;
}
