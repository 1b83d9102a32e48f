import type { Credentials } from '../client/credentials.ts';
import { sourceText, type TokenSource } from '../client/token-source.ts';
import { clockText } from '../ui/record/values.ts';
import { readableByOthers } from './file-access.ts';

/** Seconds before its end at which a token that nobody renews is worth a word. */
const SOON = 300;

/**
 * What a user should know of a token before it is used.
 * @param now UNIX seconds
 */
export function tokenWarnings(source: TokenSource, { token, expires }: Credentials, now: number): string[] {
  if (token === undefined) return [];
  const warnings: string[] = [];
  if (source.kind === 'file' && readableByOthers(source.file))
    warnings.push(`Other users may read the token in ${source.file}. Run: chmod 600 ${source.file}`);
  const left = expires === undefined ? Number.POSITIVE_INFINITY : expires - now;
  const name = `The token of ${sourceText(source)}`;
  if (left <= 0) warnings.push(`${name} expired ${clockText(-left)} ago. ${remedy(source)}`);
  else if (left < SOON && source.kind !== 'command')
    warnings.push(`${name} expires in ${clockText(left)}. ${remedy(source)}`);
  return warnings;
}

function remedy({ kind }: TokenSource): string {
  return kind === 'command'
    ? 'See whether the command makes a new one, and the clock of this machine.'
    : 'Make a new one with "slurmrest token" or "scontrol token".';
}
