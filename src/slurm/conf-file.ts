import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SlurmError } from './error.ts';

/** One `Key=Value` of a configuration file and where it stands. */
export interface ConfPair {
  /** As written; compare without regard to case. */
  readonly key: string;
  readonly value: string;
}

/** One logical line: what continued lines join to. */
export interface ConfLine {
  readonly pairs: readonly ConfPair[];
  /** `file:line` of its first physical line. */
  readonly where: string;
}

/** Includes deeper than this are taken for a loop. */
const MAX_DEPTH = 16;
/** Far beyond any real slurm.conf; stops an Include of a device or a log. */
const MAX_BYTES = 64 * 1024 * 1024;

const PAIR = /\s*([^\s=]+?)\s*[-+*/]?=\s*(?:"([^"]*)"|(\S*))/y;

/**
 * The logical lines of a Slurm configuration file, those of included files in place.
 * `#` starts a comment unless escaped, `\` at the end joins lines, `Include` names a file or a glob relative to
 * the first file's folder, `%c` in it is the cluster name read so far.
 * Source: slurm.conf(5), "DESCRIPTION" and "INCLUDE MODIFIERS".
 * @throws SlurmError `CONF_UNREADABLE`, `CONF_MALFORMED`
 */
export function readConfFile(file: string): ConfLine[] {
  const lines: ConfLine[] = [];
  const root = path.dirname(path.resolve(file));
  let clusterName = '';

  const read = (name: string, depth: number): void => {
    for (const { text, where } of logicalLines(name)) {
      const include = /^\s*include\s+(?:"([^"]+)"|(\S+))\s*$/i.exec(text);
      if (!include) {
        const pairs = splitPairs(text, where);
        clusterName = pairs.find(({ key }) => key.toLowerCase() === 'clustername')?.value ?? clusterName;
        if (pairs.length > 0) lines.push({ pairs, where });
        continue;
      }
      if (depth >= MAX_DEPTH) throw malformed(where, 'Include is nested too deeply, is it a loop?');
      const target = (include[1] ?? include[2] ?? '').replaceAll('%c', clusterName);
      for (const found of matchingFiles(path.resolve(root, target), where)) read(found, depth + 1);
    }
  };
  read(file, 0);
  return lines;
}

/** Joins continued lines and cuts comments off. */
function logicalLines(file: string): { text: string; where: string }[] {
  const lines: { text: string; where: string }[] = [];
  let pending: { text: string; where: string } | undefined;
  for (const [index, physical] of readText(file).split(/\r?\n/).entries()) {
    const where = pending?.where ?? `${file}:${index + 1}`;
    const text = (pending?.text ?? '') + cutComment(physical);
    if (text.endsWith('\\')) {
      pending = { text: `${text.slice(0, -1)} `, where };
      continue;
    }
    pending = undefined;
    if (text.trim() !== '') lines.push({ text, where });
  }
  if (pending && pending.text.trim() !== '') lines.push(pending);
  return lines;
}

function cutComment(line: string): string {
  const comment = /(^|[^\\])#/.exec(line);
  const kept = comment ? line.slice(0, comment.index + comment[1]!.length) : line;
  return kept.replaceAll('\\#', '#').trimEnd();
}

function splitPairs(text: string, where: string): ConfPair[] {
  const pairs: ConfPair[] = [];
  PAIR.lastIndex = 0;
  for (let end = 0; end < text.length; end = PAIR.lastIndex) {
    if (text.slice(end).trim() === '') break;
    const match = PAIR.exec(text);
    if (!match) throw malformed(where, `expected Key=Value, found "${text.slice(end).trim().slice(0, 60)}"`);
    pairs.push({ key: match[1]!, value: match[2] ?? match[3] ?? '' });
  }
  return pairs;
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new SlurmError('CONF_UNREADABLE', { file, problem: (cause as Error).message }, { cause });
  }
  if (bytes.length > MAX_BYTES) throw new SlurmError('CONF_UNREADABLE', { file, problem: 'it is too large' });
  return bytes.toString('utf8');
}

/** Files that match the last part of `pattern` (`*`, `?`, `[…]`), by name; without wildcards the file itself. */
function matchingFiles(pattern: string, where: string): string[] {
  const folder = path.dirname(pattern);
  const name = path.basename(pattern);
  if (!/[*?[]/.test(name)) return [pattern];
  const expression = name
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
    .replace(/\[!/g, '[^');
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch (cause) {
    throw malformed(where, `cannot list ${folder} (${(cause as Error).message})`);
  }
  let matcher: RegExp;
  try {
    matcher = new RegExp(`^${expression}$`);
  } catch {
    throw malformed(where, `"${name}" is not a valid pattern`);
  }
  // As in a shell, a wildcard does not match a leading dot.
  return entries
    .filter((entry) => (!entry.startsWith('.') || name.startsWith('.')) && matcher.test(entry))
    .sort()
    .map((entry) => path.join(folder, entry));
}

function malformed(where: string, problem: string): SlurmError {
  return new SlurmError('CONF_MALFORMED', { where, problem });
}
