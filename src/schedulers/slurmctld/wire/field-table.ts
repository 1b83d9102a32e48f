import { NEWEST_VERSION, OLDEST_VERSION } from './protocol-version.ts';

/** One field of a message, in wire order. */
export interface Field {
  readonly name: string;
  /** Name of a wire type, see field-types.ts. */
  readonly type: string;
  /** First and last protocol version that carries the field. */
  readonly since: number;
  readonly until: number;
  /** What to send where nothing is given; `undefined` = the zero of the type. */
  readonly standard: string | undefined;
}

/** Fields that are there only if a boolean field in front of them is (not) set. */
export interface Block {
  readonly condition: string;
  readonly negated: boolean;
  readonly fields: FieldTable;
}

export type FieldTable = readonly (Field | Block)[];

const FIELD = /^(\w+):(\w+)(?:@(\d+)?(-)?(\d+)?)?(?:=(\w+))?$/;
const OPENING = /^\[(!)?(\w+)$/;

/**
 * Reads a message layout from its text form: `name:type` in wire order, with `@since-until` where only some
 * protocol versions carry the field (`@39-`, `@-38`, `@41`), `=DEFAULT` for what an encoder sends when nothing
 * is given (`=REQUIRED`: it refuses), and `[flag … ]` or `[!flag … ]` around fields that depend on a boolean one before them.
 */
export function fieldTable(text: string): FieldTable {
  const root: (Field | Block)[] = [];
  const stack = [root];
  for (const token of text.trim().split(/\s+/)) {
    const opening = OPENING.exec(token);
    if (opening) {
      const fields: (Field | Block)[] = [];
      stack.at(-1)!.push({ condition: opening[2]!, negated: opening[1] !== undefined, fields });
      stack.push(fields);
    } else if (token === ']') {
      stack.pop();
    } else {
      stack.at(-1)!.push(parseField(token));
    }
  }
  if (stack.length !== 1) throw new TypeError('field table: brackets do not match');
  return root;
}

function parseField(token: string): Field {
  const match = FIELD.exec(token);
  if (!match) throw new TypeError(`field table: cannot read "${token}"`);
  const [, name = '', type = '', from, dash, to, standard] = match;
  const only = dash === undefined ? from : undefined;
  return {
    name,
    type,
    since: Number(from ?? OLDEST_VERSION),
    until: Number(only ?? to ?? NEWEST_VERSION),
    standard,
  };
}

/** The table as one protocol version has it; a block whose condition that version lacks is always there. */
export function fieldsAt(table: FieldTable, version: number): FieldTable {
  const isThere = (field: Field): boolean => field.since <= version && version <= field.until;
  return table.flatMap((entry): FieldTable => {
    if (!('fields' in entry)) return isThere(entry) ? [entry] : [];
    const fields = fieldsAt(entry.fields, version);
    const hasCondition = table.some(
      (one) => !('fields' in one) && one.name === entry.condition && isThere(one),
    );
    return hasCondition ? [{ ...entry, fields }] : fields;
  });
}
