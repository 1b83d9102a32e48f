import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { readJson } from '../../engine/json/read-json.ts';
import { SlurmError } from '../../slurm/error.ts';

/** What there is to submit. */
export type Input =
  | { readonly kind: 'script'; readonly name: string; readonly script: string }
  /** A request as the API takes it. */
  | { readonly kind: 'request'; readonly name: string; readonly body: unknown };

/**
 * Reads a script, or a request as JSON or YAML, from a file or, for `-`, from stdin.
 * @throws SlurmError `FILE_UNREADABLE`, `SCRIPT_UNRECOGNISED`, `SCRIPT_DOS`, `BODY_MALFORMED`
 */
export async function readInput(file: string, io: Pick<Io, 'stdin'>): Promise<Input> {
  const text = decode(await readBytes(file, io), file);
  const name = file === '-' ? 'sbatch' : basename(file);
  if (text.startsWith('#!')) {
    if (/^#![^\n]*\r\n/.test(text)) throw new SlurmError('SCRIPT_DOS', { file });
    return { kind: 'script', name, script: text };
  }
  if (/\.ya?ml$/i.test(file) || /^(%YAML|---)/.test(text)) {
    const { readYaml } = await import('../../engine/yaml/read-yaml.ts');
    return { kind: 'request', name, body: readYaml(text) };
  }
  if (/\.json$/i.test(file) || /^\s*\{/.test(text)) return { kind: 'request', name, body: readJson(text) };
  throw new SlurmError('SCRIPT_UNRECOGNISED', { file });
}

async function readBytes(file: string, io: Pick<Io, 'stdin'>): Promise<Buffer> {
  if (file === '-') return (await import('node:stream/consumers')).buffer(io.stdin);
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new SlurmError('FILE_UNREADABLE', { file, problem: (cause as Error).message }, { cause });
  }
}

function decode(bytes: Buffer, file: string): string {
  if (bytes.includes(0)) throw new SlurmError('FILE_UNREADABLE', { file, problem: 'it is not a text' });
  // As TextDecoder would, which takes longer to load than to submit.
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}
