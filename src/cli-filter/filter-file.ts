import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SlurmError } from '../slurm/error.ts';
import type { SlurmConf } from '../slurm/slurm-conf.ts';

/** Others than the owner may write. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * The filter of a site: the one that was named, else the `cli_filter.lua` beside slurm.conf where
 * `CliFilterPlugins` has `lua`, as sbatch has it. Source: slurm.conf(5).
 */
export function filterFile(named: string | undefined, conf: SlurmConf | undefined): string | undefined {
  if (named) return path.resolve(named);
  const plugins = (conf?.values.get('clifilterplugins') ?? '').toLowerCase().split(',');
  const lua = plugins.some((plugin) => /^(cli_filter\/)?lua$/.test(plugin.trim()));
  return conf && lua ? path.join(conf.folder, 'cli_filter.lua') : undefined;
}

/**
 * The text of a filter. Root runs no filter that anybody else could have written.
 * @throws SlurmError `CLI_FILTER_UNUSABLE`
 */
export function readFilter(file: string, euid: number = process.geteuid?.() ?? 0): string {
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    const { mode, uid } = fstatSync(fd);
    if (euid === 0 && (uid !== 0 || mode & WRITABLE_BY_OTHERS))
      throw unusable(file, 'root runs only filters that nobody but root may write; chown root, chmod go-w');
    return readFileSync(fd, 'utf8');
  } catch (cause) {
    if (cause instanceof SlurmError) throw cause;
    throw unusable(file, (cause as NodeJS.ErrnoException).code ?? 'it cannot be read', cause);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function unusable(file: string, problem: string, cause?: unknown): SlurmError {
  return new SlurmError('CLI_FILTER_UNUSABLE', { file, problem }, { cause });
}
