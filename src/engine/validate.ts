import type { TObject, TSchema } from '@sinclair/typebox';
import { SlurmError } from '../slurm/error.ts';
import { hintAt } from './hint.ts';

/**
 * Checks a value against a schema.
 * @param name what the value is called in messages, `''` for a body
 * @throws SlurmError `FIELD_INVALID`, `FIELD_UNKNOWN`
 */
export type Check = (value: unknown, name: string) => void;

/** A check that is compiled when it is first asked for; a one-shot command never pays for the others. */
export function lazyCheck(schema: () => TSchema): () => Promise<Check> {
  let check: Promise<Check> | undefined;
  return () => {
    check ??= import('./compile-check.ts').then(({ compileCheck }) => compileCheck(schema()));
    return check;
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
