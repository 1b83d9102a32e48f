import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { explain } from './explain-mismatch.ts';
import type { Check } from './validate.ts';

/** Compiles a schema into a check. Import this module dynamically: it is most of what validation costs at start. */
export function compileCheck(schema: TSchema): Check {
  const compiled = TypeCompiler.Compile(schema);
  return (value, name) => {
    if (!compiled.Check(value)) throw explain(compiled.Errors(value), schema, name);
  };
}
