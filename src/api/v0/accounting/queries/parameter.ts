import { VERSIONS, type Version } from '../../version.ts';

/** One query parameter: what it is read as, and which member of the conditions it is. */
export interface Parameter {
  readonly name: string;
  /** `csv`, `bool`, … : a reader of read-parameter.ts. */
  readonly kind: string;
  readonly member: string;
  readonly until: Version;
}

const PARAMETER = /^([^:]+):(\w+)(?::(\w+))?(?:@-(\d+))?$/;

/**
 * Reads parameters from their text, in the order slurmrestd reads them: `name:kind:member`, the member where it has
 * another name, `@-44` where later versions have it no more. A blank in a name is written as `+`.
 */
export function parameters(text: string): readonly Parameter[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, raw = '', kind = '', member, until] = PARAMETER.exec(word) ?? [];
      const name = raw.replaceAll('+', ' ');
      return { name, kind, member: member ?? name, until: (Number(until) || VERSIONS.at(-1)) as Version };
    });
}
