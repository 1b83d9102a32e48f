import type { Cluster } from '../../cli/choose-cluster.ts';
import { accounts } from '../../slurm/accounts.ts';
import { SlurmError } from '../../slurm/error.ts';

/** The words of SLURMRESTD_SECURITY that mean "as root all the same". Source: slurmrestd(8). */
const MEANT = ['become_user', 'disable_user_check'];

/**
 * A cluster does whatever root or SlurmUser tells it, so a daemon that runs as one of them is one mistake away
 * from giving everybody everything. It has to be asked for. The embedded scheduler is different: root's daemon
 * is how it serves several users, and it runs every job as the user it belongs to.
 * @throws SlurmError `ROOT_REFUSED`
 */
export async function refuseRoot(
  cluster: Cluster,
  flags: { readonly 'allow-root': boolean; readonly user?: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (cluster.kind === 'embedded' || flags['allow-root']) return;
  const asked = (env['SLURMRESTD_SECURITY'] ?? '').toLowerCase().split(',');
  if (asked.some((word) => MEANT.includes(word.trim()))) return;
  const uid = flags.user === undefined ? process.geteuid?.() : await uidOf(flags.user);
  const slurmUser = await uidOf(cluster.conf.slurmUser);
  if (uid === 0) throw new SlurmError('ROOT_REFUSED', { user: 'root' });
  if (uid !== undefined && uid === slurmUser)
    throw new SlurmError('ROOT_REFUSED', { user: cluster.conf.slurmUser });
}

async function uidOf(user: string): Promise<number | undefined> {
  return /^\d+$/.test(user) ? Number(user) : (await accounts.byName(user))?.uid;
}
