/**
 * Text that may stand unquoted after its tag: words of harmless characters, single blanks between them,
 * a colon only before another such character.
 */
const PLAIN = /^[\w/.](?:[\w/.+=@~%-]|[: ](?=[\w/.]))*$/;

/** What a double-quoted scalar must escape beyond JSON: everything YAML 1.1 counts as a break or unprintable. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Longer keys need the explicit `?` form; YAML 1.1 §9.3 allows 1024 characters, some emitters fewer. */
const LONGEST_SIMPLE_KEY = 120;

export const YAML_HEAD = '%YAML 1.1\n---\n';
export const YAML_TAIL = '...\n';

/**
 * A YAML 1.1 document of a JSON value in the form the slides show: directive, document start, every key and
 * value under its explicit tag, the root mapping alone untagged, document end.
 * Like `JSON.stringify` it leaves out undefined members and writes NaN and infinities as null.
 */
export function writeYaml(value: unknown): string {
  if (isMapping(value) && members(value).length > 0) return YAML_HEAD + yamlMembers(value, 0) + YAML_TAIL;
  return `%YAML 1.1\n---${tagged(value, 0)}${YAML_TAIL}`;
}

/** The lines of a mapping's members, each at `indent` blanks. */
export function yamlMembers(value: object, indent: number): string {
  const pad = ' '.repeat(indent);
  let out = '';
  for (const [key, member] of members(value)) {
    const name = scalarText(key);
    out +=
      name.length > LONGEST_SIMPLE_KEY
        ? `${pad}? !!str ${name}\n${pad}:${tagged(member, indent + 2)}`
        : `${pad}!!str ${name}:${tagged(member, indent + 2)}`;
  }
  return out;
}

/** One entry of a sequence whose dashes stand at `indent` blanks. */
export function yamlEntry(value: unknown, indent: number): string {
  return `${' '.repeat(indent)}-${tagged(value, indent + 2)}`;
}

/** What follows a key's colon or a dash: tag, value and line end; members of it stand at `indent` blanks. */
function tagged(value: unknown, indent: number): string {
  switch (typeof value) {
    case 'string':
      return ` !!str ${scalarText(value)}\n`;
    case 'number':
      return numberText(value);
    case 'boolean':
      return ` !!bool ${value}\n`;
    case 'object':
      break;
    default:
      return ' !!null null\n';
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return ' !!seq []\n';
    return ` !!seq\n${value.map((entry) => yamlEntry(entry, indent)).join('')}`;
  }
  if (value === null) return ' !!null null\n';
  const inner = yamlMembers(value, indent);
  return inner === '' ? ' !!map {}\n' : ` !!map\n${inner}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return ' !!null null\n';
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return ` !!int ${value === 0 ? 0 : value}\n`;
  const text = String(value);
  // YAML 1.1 wants a point in every float: 1e+21 is written 1.0e+21.
  return ` !!float ${text.includes('.') ? text : text.replace('e', '.0e')}\n`;
}

function scalarText(text: string): string {
  if (PLAIN.test(text)) return text;
  return JSON.stringify(text).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function members(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}
