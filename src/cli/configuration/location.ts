import { homedir } from 'node:os';
import path from 'node:path';

/** Where the configuration file is, whether or not it exists. Source: XDG Base Directory Specification. */
export function configurationFile(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['XDG_CONFIG_HOME'];
  // The specification has relative paths ignored.
  const folder = named && path.isAbsolute(named) ? named : path.join(homedir(), '.config');
  return path.join(folder, 'slurmrest', 'config.yaml');
}

/** A path of the configuration file, `~/` being the home of the user. */
export function expandHome(file: string): string {
  return file.startsWith('~/') ? path.join(homedir(), file.slice(2)) : file;
}
