import { existsSync, readFileSync } from 'node:fs';
import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SlurmError } from '../../slurm/error.ts';
import { writableByOthers } from '../file-access.ts';
import { type ParsedConfiguration, parseConfiguration } from './parse.ts';
import type { Configuration } from './schema.ts';

/**
 * Reads the configuration file; without one, nothing is configured.
 * @throws SlurmError `CONFIG_MALFORMED`, `CONFIG_EXPOSED`, `FILE_UNREADABLE`
 */
export function readConfiguration(file: string): Configuration {
  return read(file).configuration;
}

/**
 * Changes the configuration file, in one step and with its comments kept. What is wrong before is not overwritten,
 * what would be wrong afterwards is not written.
 * @throws SlurmError as {@link readConfiguration}; `CONFIG_UNWRITABLE`
 */
export async function changeConfiguration(
  file: string,
  change: (parsed: ParsedConfiguration) => void,
): Promise<Configuration> {
  const parsed = read(file);
  change(parsed);
  const text = parsed.document.toString({ lineWidth: 0 });
  const { configuration } = parseConfiguration(text, file);
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    // Of a symbolic link, as managers of dotfiles leave them, what it points to.
    const target = existsSync(file) ? await realpath(file) : file;
    const fresh = `${target}.${process.pid}`;
    try {
      await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
      await rename(fresh, target);
    } finally {
      await rm(fresh, { force: true });
    }
  } catch (cause) {
    throw new SlurmError('CONFIG_UNWRITABLE', { file, problem: (cause as Error).message }, { cause });
  }
  return configuration;
}

function read(file: string): ParsedConfiguration {
  if (!existsSync(file)) return parseConfiguration('', file);
  let text: string;
  try {
    // As ssh(1) does with its own: whoever may write it may have commands run as its reader.
    if (writableByOthers(file)) throw new SlurmError('CONFIG_EXPOSED', { file });
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof SlurmError) throw cause;
    throw new SlurmError('FILE_UNREADABLE', { file, problem: (cause as Error).message }, { cause });
  }
  return parseConfiguration(text, file);
}
