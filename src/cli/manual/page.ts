import { VERSION } from '../../version.ts';
import { literal } from './roff.ts';

/** Day the manual was last revised. */
const DATE = '2026-11-23';

/** Names of the sections the manual has pages in. */
const SECTIONS = { 1: 'User Commands', 5: 'File Formats', 7: 'Miscellaneous' } as const;

export interface Page {
  readonly name: string;
  readonly section: keyof typeof SECTIONS;
  /** A phrase. */
  readonly purpose: string;
  /** Sections in roff. */
  readonly body: readonly string[];
}

/** A page's file, its name and its text. */
export function pageFile({ name, section, purpose, body }: Page): [file: string, text: string] {
  const lines = [
    '.\\" Written by "npm run man" from what the program is made of; do not edit.',
    `.TH ${literal(name.toUpperCase())} ${section} "${DATE}" "slurmrest ${VERSION}" "${SECTIONS[section]}"`,
    '.SH NAME',
    `${literal(name)} \\- ${literal(purpose)}`,
    ...body,
  ];
  return [`${name}.${section}`, `${lines.join('\n')}\n`];
}
