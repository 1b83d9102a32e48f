import type { TSchema } from '@sinclair/typebox';
import { type ValueError, type ValueErrorIterator, ValueErrorType } from '@sinclair/typebox/errors';
import { SlurmError } from '../slurm/error.ts';
import { hintAt } from './hint.ts';

/** The error a user is told of a value that does not fit its schema: the first, and of a union the most telling. */
export function explain(errors: ValueErrorIterator, schema: TSchema, name: string): SlurmError {
  const error = mostTelling(errors.First());
  if (!error) return mismatch(name || 'the body', `must be ${describe(schema)}`);
  const field = fieldName(error.path, name);
  switch (error.type) {
    case ValueErrorType.ObjectAdditionalProperties: {
      const known = Object.keys((error.schema as { properties?: object }).properties ?? {});
      const word = lastSegment(error.path);
      return new SlurmError('FIELD_UNKNOWN', { field, hint: hintAt(word, known) }, { source: field });
    }
    case ValueErrorType.ObjectRequiredProperty:
      return mismatch(field, `is missing; it must be ${describe(error.schema)}`);
    default:
      return mismatch(field, `must be ${describe(error.schema)}, not ${show(error.value)}`);
  }
}

function mismatch(field: string, problem: string): SlurmError {
  return new SlurmError('FIELD_INVALID', { field, problem }, { source: field });
}

/** Of a union's variants the one that fits deepest tells what was meant. */
function mostTelling(error: ValueError | undefined): ValueError | undefined {
  if (error?.type !== ValueErrorType.Union) return error;
  let deepest: ValueError = error;
  for (const variant of error.errors) {
    const inner = mostTelling(variant.First());
    if (inner && inner.path.length > deepest.path.length) deepest = inner;
  }
  return deepest;
}

function segments(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function lastSegment(path: string): string {
  return segments(path).at(-1) ?? '';
}

/** `/job/1/ntasks` → `job[1].ntasks`. */
function fieldName(path: string, name: string): string {
  const field = segments(path).reduce(
    (text, segment) => text + (/^\d+$/.test(segment) ? `[${segment}]` : `${text && '.'}${segment}`),
    name,
  );
  return field || 'the body';
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** What a schema wants, as the end of the sentence "it must be …". */
function describe(schema: TSchema): string {
  const { anyOf, const: constant, minimum, maximum, pattern, type } = schema as Record<string, unknown>;
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map(describe))].join(' or ');
  if (constant !== undefined) return JSON.stringify(constant);
  const text = TYPES[String(type)] ?? 'something else';
  if (minimum !== undefined && maximum !== undefined) return `${text} between ${minimum} and ${maximum}`;
  if (minimum !== undefined) return `${text} from ${minimum} up`;
  if (maximum !== undefined) return `${text} up to ${maximum}`;
  if (pattern !== undefined) return `${text} of the form ${pattern}`;
  return text;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
