import type { OptionValue } from './option.ts';
import { invalid, readText } from './readers.ts';

/** `NAME=value` entries from an object or a list of such texts; the last of a name counts. */
export function readEnvironment(value: OptionValue, field: string): string[] {
  if (typeof value !== 'object') throw invalid(field, 'must be an object, or a list of "NAME=value" texts');
  const entries: [string, string][] = Array.isArray(value)
    ? value.map((entry) => split(readText(entry, field), field))
    : Object.entries(value).map(([name, text]) => [name, readText(text, `${field}.${name}`)]);
  for (const [name] of entries) {
    if (name === '' || /[=\0]/.test(name)) throw invalid(field, `"${name}" is not a name of a variable`);
  }
  return [...new Map(entries)].map(([name, text]) => `${name}=${text}`);
}

function split(entry: string, field: string): [string, string] {
  const at = entry.indexOf('=');
  if (at < 1) throw invalid(field, `"${entry}" is not of the form NAME=value`);
  return [entry.slice(0, at), entry.slice(at + 1)];
}
