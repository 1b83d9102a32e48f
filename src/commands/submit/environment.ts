import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { SlurmError } from '../../slurm/error.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Never exported: a job record must not carry its owner's credentials. */
const SECRETS = ['SLURM_JWT'];

const LOGIN_PATH = '/usr/local/bin:/usr/bin:/bin';

export interface ExportOptions {
  /** Value of `--export`, default `ALL`. */
  readonly wanted: string | undefined;
  /** Value of `--export-file`. */
  readonly file: string | undefined;
}

/**
 * The environment a job gets from its submitter: sbatch(1), `--export` and `--export-file`.
 * @throws SlurmError `FILE_UNREADABLE`
 */
export function jobEnvironment(
  { wanted = 'ALL', file }: ExportOptions,
  own: Variables,
): Record<string, string> {
  const chosen: Record<string, string | undefined> = file === undefined ? {} : readVariables(file);
  const entries = wanted.split(/,(?=\s*[A-Za-z_]\w*(?:=|,|$))/).map((entry) => entry.trim());
  if (entries.includes('ALL')) Object.assign(chosen, own);
  else {
    for (const [name, value] of Object.entries(own)) if (/^(SLURM|SPANK)_/.test(name)) chosen[name] = value;
    if (entries.includes('NONE')) Object.assign(chosen, loginVariables());
  }
  for (const entry of entries) {
    const at = entry.indexOf('=');
    if (at > 0) chosen[entry.slice(0, at)] = entry.slice(at + 1);
    else if (!['ALL', 'NONE', 'NIL'].includes(entry)) chosen[entry] = own[entry];
  }
  chosen['SLURM_SUBMIT_DIR'] = process.cwd();
  chosen['SLURM_SUBMIT_HOST'] = hostname();
  for (const name of SECRETS) delete chosen[name];
  return Object.fromEntries(
    Object.entries(chosen).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** What a login gives everyone. */
function loginVariables(): Record<string, string> {
  const { username, homedir, shell } = userInfo();
  return { HOME: homedir, LOGNAME: username, PATH: LOGIN_PATH, SHELL: shell ?? '/bin/sh', USER: username };
}

/** `NAME=value` entries, each ended by NUL. */
function readVariables(file: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SlurmError('FILE_UNREADABLE', { file, problem: (cause as Error).message }, { cause });
  }
  const entries = text.split('\0').filter((entry) => entry.indexOf('=') > 0);
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}
