import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Errors } from '@sinclair/typebox/errors';
import { Check as matches } from '@sinclair/typebox/value';
import { explain } from './explain-mismatch.ts';
import type { Check } from './validate.ts';

/** To compile a schema takes as long as so many checks without. */
const FEW = 20;

/** Makes a schema a check, compiled once it is used often: a one-shot command never gets there. */
export function compileCheck(schema: TSchema): Check {
  let checks = 0;
  let compiled: { Check(value: unknown): boolean } | undefined;
  return (value, name) => {
    if (++checks > FEW) compiled ??= TypeCompiler.Compile(schema);
    if (!(compiled ? compiled.Check(value) : matches(schema, value)))
      throw explain(Errors(schema, value), schema, name);
  };
}
