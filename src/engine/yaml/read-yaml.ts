import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  type Scalar,
} from 'yaml';
import { MAX_DEPTH, malformed, setMember } from '../body-limits.ts';

/** Most lexical tokens of a body: parsing costs about 5 µs each, so a dense body must not be a long one. */
const MAX_TOKENS = 100_000;

/** The parser's stack holds up to two entries for each level. */
const MAX_STACK = 2 * MAX_DEPTH + 4;

/**
 * YAML 1.2 core rules even where the body says `%YAML 1.1`: `yes` stays a text, 010 is ten, `<<` merges nothing.
 * Duplicate keys are looked for below, as the library's own check takes quadratic time.
 */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  uniqueKeys: false,
  intAsBigInt: true,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/**
 * A YAML document as the JSON value it stands for. Aliases, duplicate keys, tags outside JSON, integers too
 * large to be exact and nesting beyond {@link MAX_DEPTH} are errors.
 * @throws SlurmError `BODY_MALFORMED` with line and column
 */
export function readYaml(text: string): unknown {
  const lines = new LineCounter();

  function fail(problem: string, offset: number): never {
    const { line, col } = lines.linePos(offset);
    throw malformed('YAML', `${problem} at line ${Math.max(line, 1)}, column ${Math.max(col, 1)}`);
  }

  function* tokens() {
    const parser = new Parser(lines.addNewLine);
    lines.addNewLine(0);
    let count = 0;
    for (const lexeme of new Lexer().lex(text)) {
      count += 1;
      if (count > MAX_TOKENS)
        fail(`it has more than ${MAX_TOKENS} tokens; send JSON instead,`, parser.offset);
      yield* parser.next(lexeme);
      if (parser.stack.length > MAX_STACK)
        fail(`it is nested deeper than ${MAX_DEPTH} levels`, parser.offset);
    }
    yield* parser.end();
  }

  const documents: Document[] = [];
  for (const document of new Composer(OPTIONS).compose(tokens(), true, text.length)) {
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) fail(problem.message.replace(/[.:]?$/, ''), problem.pos[0]);
    if (documents.push(document) > 1) fail('a second document starts', document.range?.[0] ?? 0);
  }

  function value(node: unknown, depth: number): unknown {
    const { range } = (node ?? {}) as Node;
    const offset = range?.[0] ?? 0;
    if (depth > MAX_DEPTH) fail(`it is nested deeper than ${MAX_DEPTH} levels`, offset);
    if (isAlias(node)) fail(`the alias *${node.source} is not accepted here; write the value out`, offset);
    if (isScalar(node)) return scalar(node, offset);
    if (isSeq(node) && Array.isArray(node.items) && !isMap(node)) {
      if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:seq') foreignTag(node.tag, offset);
      return node.items.map((item) => value(item, depth + 1));
    }
    if (!isMap(node)) return null;
    if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:map') foreignTag(node.tag, offset);
    const result: Record<string, unknown> = {};
    for (const pair of node.items) {
      const at = (pair.key as Node | null)?.range?.[0] ?? offset;
      if (!isScalar(pair.key)) fail('a key is not a text', at);
      const key = typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '');
      if (Object.hasOwn(result, key)) fail(`the key ${JSON.stringify(key)} is given twice, again`, at);
      setMember(result, key, value(pair.value, depth + 1));
    }
    return result;
  }

  function scalar(node: Scalar, offset: number): unknown {
    const found = node.value;
    if (typeof found === 'bigint' || typeof found === 'number') {
      const number = Number(found);
      if (
        typeof found === 'bigint'
          ? Number.isSafeInteger(number) || String(number) === String(found)
          : Number.isFinite(number)
      )
        return number;
      fail(
        `the number ${String(node.source).slice(0, 40)} has no exact JSON form; write it as a string`,
        offset,
      );
    }
    if (found === null || typeof found === 'string' || typeof found === 'boolean') return found;
    return foreignTag(node.tag ?? 'of this value', offset);
  }

  function foreignTag(tag: string, offset: number): never {
    fail(`the tag ${tag.replace('tag:yaml.org,2002:', '!!')} has no JSON form`, offset);
  }

  return value(documents[0]?.contents, 0);
}
