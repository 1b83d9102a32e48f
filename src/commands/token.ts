import { integer, string } from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import { type Cluster, chooseCluster } from '../cli/choose-cluster.ts';
import { embeddedKeyFile, ensureKeyFile, mintToken } from '../engine/auth/mint.ts';
import { accountOfId, accountOfName } from '../engine/auth/named-user.ts';
import { type Account, accounts } from '../slurm/accounts.ts';
import { SlurmError } from '../slurm/error.ts';

/** Seconds; as `scontrol token` has it. */
const DEFAULT_LIFESPAN = 1800;

export class Token extends BaseCommand {
  static override readonly id = 'token';
  static override readonly summary = 'Make a token for a user, as scontrol token does.';
  static override readonly description =
    'The cluster makes it, or the key of the embedded scheduler, which is for its owner to read. Whoever has the token is that user until it ends.';
  static override readonly examples = [
    { description: 'Give this shell a token', command: 'export $(slurmrest token)' },
    {
      description: "Make another user's, for a day",
      command: 'slurmrest token --username ann --lifespan 86400',
    },
  ];
  static override readonly flags = {
    username: string({ summary: 'Whose token; default: your own.', helpValue: 'USER' }),
    lifespan: integer({
      summary: 'Seconds until it ends.',
      default: DEFAULT_LIFESPAN,
      min: 1,
      max: 0x7fffffff,
      helpValue: 'SECONDS',
    }),
  };

  protected override readonly clusterItself = true;

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Token);
    const cluster = chooseCluster(await this.target(flags));
    const account =
      flags.username === undefined
        ? await accountOfId(accounts, String(process.geteuid?.() ?? 0))
        : await accountOfName(accounts, flags.username);
    const token = await this.#make(cluster, account, flags.lifespan);
    if (flags.json) this.print(`${JSON.stringify({ token })}\n`);
    else this.print(`SLURM_JWT=${token}\n`);
  }

  async #make(cluster: Cluster, { uid, gid, name }: Account, lifespan: number): Promise<string> {
    if (cluster.kind === 'embedded') {
      const file = cluster.conf?.authAltParameters.get('jwt_key') ?? embeddedKeyFile(cluster.stateDir);
      if (file === embeddedKeyFile(cluster.stateDir)) await ensureKeyFile(file);
      return mintToken(file, name, lifespan);
    }
    const { openScheduler } = await import('../cli/open-scheduler.ts');
    const scheduler = await openScheduler(cluster, { lead: false, log: this.log });
    try {
      if (!scheduler.token) throw new SlurmError('NO_TOKENS', { cluster: scheduler.clusterName });
      return await scheduler.token({ uid, gid, name, credential: 'local' }, lifespan);
    } finally {
      await scheduler.close();
    }
  }
}
