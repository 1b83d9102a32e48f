import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { compileCheck } from '../../engine/compile-check.ts';
import { SlurmError } from '../../slurm/error.ts';
import { profileProblem } from './profile-problem.ts';
import { CONFIGURATION, type Configuration } from './schema.ts';

/** Names of clusters. */
const NAME = /^\w[\w-]*$/;

export interface ParsedConfiguration {
  /** As written, with its comments. */
  readonly document: Document;
  readonly configuration: Configuration;
}

/**
 * Reads the text of a configuration file.
 * @param file its name in errors
 * @throws SlurmError `CONFIG_MALFORMED` with the line
 */
export function parseConfiguration(text: string, file: string): ParsedConfiguration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, problem: string): never => {
    const line = Math.max(1, lines.linePos(offset).line);
    throw new SlurmError('CONFIG_MALFORMED', { file, line, problem });
  };
  const broken = document.errors[0] ?? document.warnings[0];
  if (broken) fail(broken.pos[0], broken.message.replace(/\.?$/, '.'));
  const configuration = (document.toJS() ?? {}) as Configuration;
  try {
    compileCheck(CONFIGURATION)(configuration, '');
  } catch (error) {
    const { source, message } = error as SlurmError;
    fail(offsetOf(document, source.split(/[.[]/)), message.replace('the body', 'the file'));
  }
  const { current, clusters = {} } = configuration;
  for (const [name, profile] of Object.entries(clusters)) {
    const problem = NAME.test(name)
      ? profileProblem(profile)
      : { problem: 'a name has letters, digits, _ and - only' };
    if (!problem) continue;
    const place = ['clusters', name, ...(problem.member ? [problem.member] : [])];
    fail(offsetOf(document, place), `${place.join('.')}: ${problem.problem}.`);
  }
  if (current !== undefined && !Object.hasOwn(clusters, current))
    fail(offsetOf(document, ['current']), `current: there is no cluster "${current}" in the file.`);
  return { document, configuration };
}

/** Where the key at a path stands, or the nearest above it that is there. */
function offsetOf(document: Document, path: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of path) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
    if (!pair) break;
    offset = (isScalar(pair.key) && pair.key.range?.[0]) || 0;
    node = pair.value;
  }
  return offset;
}
