import type { Cluster } from '../../cli/choose-cluster.ts';
import { briefAccounts } from '../../engine/auth/brief-accounts.ts';
import { type AvailableTypes, chooseAuthenticators } from '../../engine/auth/choose.ts';
import { jwtAuthenticator } from '../../engine/auth/jwt.ts';
import { localAuthenticator } from '../../engine/auth/local.ts';
import { embeddedKeyFile, ensureKeyFile } from '../../engine/auth/mint.ts';
import { passthroughAuthenticator } from '../../engine/auth/passthrough.ts';
import { proxyAuthenticator } from '../../engine/auth/proxy.ts';
import { type TokenKeyFiles, tokenKeys } from '../../engine/auth/token-keys.ts';
import type { Authenticator } from '../../engine/authenticator.ts';
import { type Accounts, accounts as thisMachine } from '../../slurm/accounts.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';
import type { DaemonFlags } from './daemon-flags.ts';

export interface AuthenticationOptions {
  readonly flags: DaemonFlags;
  /** The key of an authenticating proxy, if there is one. */
  readonly proxyKey: string | undefined;
  readonly cluster: Cluster;
  readonly scheduler: Scheduler;
}

/**
 * How the daemon's flags and its cluster say users are recognised.
 * @throws SlurmError `AUTH_TYPE_UNKNOWN`, `AUTH_TYPE_UNCONFIGURED`, `KEY_FILE_UNUSABLE`
 */
export async function daemonAuthenticators(options: AuthenticationOptions): Promise<Authenticator[]> {
  const accounts = briefAccounts(thisMachine);
  const key = options.proxyKey;
  const available: AvailableTypes = {
    local: localAuthenticator(accounts),
    proxy: key === undefined ? 'no key was given, see --key-file' : proxyAuthenticator(key, accounts),
    jwt: await tokens(options, accounts),
  };
  return chooseAuthenticators(options.flags['auth-types'], available);
}

async function tokens(
  { flags, cluster, scheduler }: AuthenticationOptions,
  accounts: Accounts,
): Promise<Authenticator> {
  const { conf } = cluster;
  const site = conf?.authAltParameters.get('userclaimfield');
  const userClaim = site === undefined ? {} : { userClaim: site };
  const given = keyFiles(flags['jwt-key'], flags.jwks);
  const privileged = new Set([0, process.geteuid?.() ?? 0]);
  if (cluster.kind === 'slurmctld') {
    const slurmUser = await accounts.byName(cluster.conf.slurmUser);
    // The cluster knows its keys best; only a site that says otherwise has tokens checked here.
    if (!given) {
      const { confirm } = scheduler;
      if (!confirm) throw new TypeError('a scheduler in front of a cluster confirms tokens');
      return passthroughAuthenticator({ accounts, verify: confirm, ...userClaim });
    }
    return jwtAuthenticator({
      keys: tokenKeys(given),
      accounts,
      privileged: new Set(slurmUser ? [0, slurmUser.uid] : [0]),
      ...userClaim,
    });
  }
  const configured = keyFiles(conf?.authAltParameters.get('jwt_key'), conf?.authAltParameters.get('jwks'));
  const files = given ?? configured ?? { hmac: embeddedKeyFile(cluster.stateDir) };
  if (!given && !configured) await ensureKeyFile(embeddedKeyFile(cluster.stateDir));
  return jwtAuthenticator({ keys: tokenKeys(files), accounts, privileged, ...userClaim });
}

function keyFiles(hmac: string | undefined, jwks: string | undefined): TokenKeyFiles | undefined {
  if (hmac === undefined && jwks === undefined) return undefined;
  return { ...(hmac !== undefined && { hmac }), ...(jwks !== undefined && { jwks }) };
}
