import { accounts } from '../../../slurm/accounts.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { Launch } from './runner.ts';

/**
 * A start as the launcher program takes it, after the path of the script: what its subroutines `shepherd` and
 * `batch` read, in order.
 *
 * @throws SlurmError JOB_USER_REFUSED when this process may not run jobs of that user, FIELD_INVALID for
 *   text that no process can be given
 */
export async function launchRequest(launch: Launch, ticket: string): Promise<readonly string[]> {
  const { directory, uid, gid, environment } = launch;
  const fields = [
    ticket,
    directory,
    String(uid),
    String(gid),
    (await groupsOf(launch)).join(' '),
    String(umaskOf(environment)),
    launch.openMode,
    launch.workDir,
    launch.stdin,
    launch.stdout,
    launch.stderr,
    String(launch.arguments.length),
    ...launch.arguments,
    ...environment,
  ];
  const unfit = [launch.script, ...fields].find((field) => field.includes('\0'));
  if (unfit !== undefined) {
    const field = unfit.split('\0', 1)[0]?.slice(0, 40) ?? '';
    throw new SlurmError('FIELD_INVALID', { field, problem: 'it holds a NUL character' });
  }
  return fields;
}

async function groupsOf({ uid, gid }: Launch): Promise<readonly number[]> {
  const own = process.geteuid?.();
  if (uid === own) return [];
  if (own !== 0)
    throw new SlurmError('JOB_USER_REFUSED', { uid, problem: `this process runs as uid ${own}` });
  const account = await accounts.byUid(uid);
  return account ? accounts.groups({ ...account, gid }) : [gid];
}

/** sbatch(1) hands the submitter's umask on as SLURM_UMASK; without it the daemon's own counts. */
function umaskOf(environment: readonly string[]): number {
  const given = environment.findLast((entry) => entry.startsWith('SLURM_UMASK='))?.slice(12);
  return given && /^[0-7]{1,4}$/.test(given) ? Number.parseInt(given, 8) : process.umask();
}
