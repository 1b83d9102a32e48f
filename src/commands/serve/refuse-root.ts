import type { Cluster } from '../../cli/choose-cluster.ts';
import { accounts } from '../../slurm/accounts.ts';
import { SlurmError } from '../../slurm/error.ts';

/** The words of SLURMRESTD_SECURITY that mean "as root all the same". Source: slurmrestd(8). */
const MEANT = ['become_user', 'disable_user_check'];

/**
 * A daemon that runs as root, or as the SlurmUser of its cluster, is one mistake away from giving everybody
 * everything, so it has to be asked for, as slurmrestd has to be.
 * @throws SlurmError `ROOT_REFUSED`
 */
export async function refuseRoot(
  cluster: Cluster,
  flags: { readonly 'allow-root': boolean; readonly user?: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (flags['allow-root']) return;
  const asked = (env['SLURMRESTD_SECURITY'] ?? '').toLowerCase().split(',');
  if (asked.some((word) => MEANT.includes(word.trim()))) return;
  const uid = flags.user === undefined ? process.geteuid?.() : await uidOf(flags.user);
  if (cluster.kind === 'embedded') {
    if (uid === 0) throw new SlurmError('ROOT_REFUSED', { user: 'root', risk: 'run programs as any user' });
    return;
  }
  const slurmUser = await uidOf(cluster.conf.slurmUser);
  const risk = 'do anything to the cluster';
  if (uid === 0) throw new SlurmError('ROOT_REFUSED', { user: 'root', risk });
  if (uid !== undefined && uid === slurmUser)
    throw new SlurmError('ROOT_REFUSED', { user: cluster.conf.slurmUser, risk });
}

async function uidOf(user: string): Promise<number | undefined> {
  return /^\d+$/.test(user) ? Number(user) : (await accounts.byName(user))?.uid;
}
