import { resolve } from 'node:path';
import { profileProblem } from '../../cli/configuration/profile-problem.ts';
import type { Profile } from '../../cli/configuration/schema.ts';
import { SlurmError } from '../../slurm/error.ts';

type Member = keyof Profile;

/** What a member takes the place of. */
const REPLACES: Readonly<Record<Member, readonly Member[]>> = {
  url: ['conf', 'state'],
  conf: ['url', 'token-file', 'token-command', 'token-variable'],
  state: ['url', 'token-file', 'token-command', 'token-variable'],
  'token-file': ['token-command', 'token-variable'],
  'token-command': ['token-file', 'token-variable'],
  'token-variable': ['token-file', 'token-command'],
};

/**
 * A cluster with some members set, each in place of what it excludes. Paths are taken from the current folder.
 * @throws SlurmError `FIELD_INVALID` where that makes no cluster
 */
export function withMembers(
  before: Profile,
  members: readonly (readonly [Member, string])[],
  name: string,
): Profile {
  const after: Profile = { ...before };
  for (const [member, text] of members) {
    for (const other of REPLACES[member]) delete after[other];
    Object.assign(after, { [member]: memberValue(member, text, name) });
  }
  const wrong = profileProblem(after);
  if (!wrong) return after;
  const field = wrong.member ? `${name} ${wrong.member}` : name;
  throw new SlurmError('FIELD_INVALID', { field, problem: wrong.problem });
}

function memberValue(member: Member, text: string, name: string): string | string[] {
  const isPath = member === 'conf' || member === 'state' || member === 'token-file';
  if (isPath && text !== '') return text.startsWith('~/') ? text : resolve(text);
  return member === 'token-command' && text.startsWith('[') ? readWords(text, name) : text;
}

function readWords(text: string, name: string): string[] {
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string'))
      return words;
  } catch {
    // Told below.
  }
  throw new SlurmError('FIELD_INVALID', {
    field: `${name} token-command`,
    problem: 'a list is written ["pass", "show", "slurm token"]',
  });
}

/** A member as `config set` takes it. */
export function memberText(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
