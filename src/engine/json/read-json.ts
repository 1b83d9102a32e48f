import { MAX_DEPTH, malformed, setMember } from '../body-limits.ts';

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** Characters of a string up to its end or its first escape. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const LITERALS: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * A JSON text (RFC 8259), stricter than `JSON.parse` where a silent choice would be wrong: a key given twice,
 * an integer too large to be exact and nesting beyond {@link MAX_DEPTH} are errors.
 * @throws SlurmError `BODY_MALFORMED` with line and column
 */
export function readJson(text: string): unknown {
  let at = 0;

  function fail(problem: string, offset = at): never {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    throw malformed('JSON', `${problem} at line ${line}, column ${offset - before.lastIndexOf('\n')}`);
  }

  function unexpected(wanted: string): never {
    const found = text.codePointAt(at);
    fail(
      `${found === undefined ? 'it ends' : `"${String.fromCodePoint(found)}" stands`} where ${wanted} is expected`,
    );
  }

  /** Moves to the next character that is no white space. */
  function next(): number {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return code;
      at += 1;
    }
  }

  function value(depth: number): unknown {
    switch (next()) {
      case 123:
        return object(depth);
      case 91:
        return array(depth);
      case 34:
        return string();
    }
    for (const [word, meaning] of LITERALS) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    return number();
  }

  function object(depth: number): Record<string, unknown> {
    if (depth >= MAX_DEPTH) fail(`it is nested deeper than ${MAX_DEPTH} levels`);
    const result: Record<string, unknown> = {};
    at += 1;
    if (next() === 125) {
      at += 1;
      return result;
    }
    for (;;) {
      if (next() !== 34) unexpected('a key in double quotes');
      const start = at;
      const key = string();
      if (Object.hasOwn(result, key)) fail(`the key ${JSON.stringify(key)} is given twice, again`, start);
      if (next() !== 58) unexpected('a colon');
      at += 1;
      setMember(result, key, value(depth + 1));
      const code = next();
      if (code !== 44 && code !== 125) unexpected('a comma or "}"');
      at += 1;
      if (code === 125) return result;
    }
  }

  function array(depth: number): unknown[] {
    if (depth >= MAX_DEPTH) fail(`it is nested deeper than ${MAX_DEPTH} levels`);
    const result: unknown[] = [];
    at += 1;
    if (next() === 93) {
      at += 1;
      return result;
    }
    for (;;) {
      result.push(value(depth + 1));
      const code = next();
      if (code !== 44 && code !== 93) unexpected('a comma or "]"');
      at += 1;
      if (code === 93) return result;
    }
  }

  function string(): string {
    const start = at;
    let escaped = false;
    at += 1;
    for (;;) {
      PLAIN.lastIndex = at;
      PLAIN.test(text);
      at = PLAIN.lastIndex;
      const code = text.charCodeAt(at);
      if (code === 34) break;
      if (code !== 92)
        fail(at < text.length ? 'an unescaped control character stands' : 'a string does not end', at);
      escaped = true;
      at += 2;
    }
    at += 1;
    if (!escaped) return text.slice(start + 1, at - 1);
    try {
      return JSON.parse(text.slice(start, at)) as string;
    } catch {
      return fail('a string has an escape that JSON does not know', start);
    }
  }

  function number(): number {
    NUMBER.lastIndex = at;
    const match = NUMBER.exec(text);
    if (!match) unexpected('a value');
    const result = Number(match[0]);
    if (
      !Number.isFinite(result) ||
      (!match[1] && !match[2] && !Number.isSafeInteger(result) && String(result) !== match[0])
    )
      fail(`the number ${match[0].slice(0, 40)} is too large to be exact; write it as a string`);
    at += match[0].length;
    return result;
  }

  const result = value(0);
  next();
  if (at < text.length) unexpected('the end');
  return result;
}
