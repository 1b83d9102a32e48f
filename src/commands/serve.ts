import type { Interfaces } from '@oclif/core';
import { string } from '@oclif/core/args';
import { boolean, integer, string as text } from '@oclif/core/flags';
import { BaseCommand, type GlobalFlags } from '../cli/base-command.ts';
import { chooseCluster } from '../cli/choose-cluster.ts';
import { LOG_LEVELS } from '../cli/log.ts';
import type { OpenEngine } from '../cli/open-engine.ts';
import type { Fetch } from '../engine/connection.ts';
import { withPages } from '../pages/pages.ts';
import { type Address, parseAddress, parseAddresses } from '../server/address.ts';
import { crossOrigin } from '../server/cors.ts';
import { type Daemon, startDaemon } from '../server/daemon.ts';
import { DEFAULT_LIMITS } from '../server/limits.ts';
import { become } from '../server/privileges.ts';
import { type InheritedSocket, inheritedSockets } from '../server/socket-activation.ts';
import { stopSignals } from '../server/stop-signals.ts';
import { readTls, type TlsFiles } from '../server/tls.ts';
import { accounts } from '../slurm/accounts.ts';
import { EXIT } from '../slurm/error-table.ts';
import type { Log } from '../slurm/log.ts';
import { daemonAuthenticators } from './serve/authenticators.ts';
import { daemonFlags } from './serve/daemon-flags.ts';
import { daemonLogLevel } from './serve/log-level.ts';
import { hideSecrets, proxyKey } from './serve/proxy-key.ts';
import { refuseRoot } from './serve/refuse-root.ts';
import { startNote } from './serve/start-note.ts';
import { readWebhooks, startWebhooks } from './serve/webhooks.ts';

/** Where a daemon listens that is told nothing; the port is slurmrestd's own. */
const DEFAULT_ADDRESS = 'localhost:6820';
/** Milliseconds the requests in progress get to finish when the daemon is told to stop. */
const GRACE_MS = 30_000;

const serveFlags = {
  ...daemonFlags,
  user: text({ char: 'u', summary: 'Become this user once the sockets are open.', helpValue: 'USER' }),
  group: text({ char: 'g', summary: 'Become this group, and leave all others.', helpValue: 'GROUP' }),
  'allow-root': boolean({
    summary: 'Serve although this user is root, or the SlurmUser of the cluster.',
    description: 'Also SLURMRESTD_SECURITY=become_user or disable_user_check.',
  }),
  'max-connections': integer({
    summary: 'Connections at the same time; more are answered with 503.',
    env: 'SLURMRESTD_MAX_CONNECTIONS',
    default: DEFAULT_LIMITS.connections,
    min: 1,
    helpValue: 'NUMBER',
  }),
  'cors-origin': text({
    summary: 'Let web pages of this origin use the API with a token; may be repeated. * is every origin.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'ORIGIN',
  }),
  webhook: text({
    summary: 'POST changes of jobs and nodes to this address, signed; may be repeated.',
    description:
      "What the daemon's own user sees, as Standard Webhooks has it; messages that are not taken are sent again.",
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'URL',
    dependsOn: ['webhook-secret-file'],
  }),
  'webhook-secret-file': text({
    summary: 'The secret that messages are signed with, whsec_ and base64 or any text.',
    helpValue: 'FILE',
    dependsOn: ['webhook'],
  }),
  'no-pages': boolean({ summary: 'Serve no pages for browsers: neither / nor /docs nor /status.' }),
  'tls-cert': text({
    summary: 'Speak TLS on TCP with this certificate chain.',
    helpGroup: 'TLS',
    helpValue: 'FILE',
    dependsOn: ['tls-key'],
  }),
  'tls-key': text({
    summary: 'The private key of the certificate.',
    helpGroup: 'TLS',
    helpValue: 'FILE',
    dependsOn: ['tls-cert'],
  }),
  'tls-ca': text({
    summary: 'Hear only clients with a certificate of these authorities.',
    helpGroup: 'TLS',
    helpValue: 'FILE',
    dependsOn: ['tls-cert'],
  }),
};

type ServeFlags = Interfaces.InferredFlags<typeof serveFlags> & GlobalFlags;

export class Serve extends BaseCommand {
  static override readonly id = 'serve';
  static override readonly summary = 'Serve the REST API on sockets.';
  static override readonly description =
    `Each ADDRESS is host:port (all addresses of the host), [IPv6]:port, :port (every interface) or unix:/path.
Without any: those of SLURMRESTD_LISTEN, the sockets systemd hands over, or ${DEFAULT_ADDRESS}.

SIGTERM and SIGINT finish the requests in progress, a second one stops at once. SIGHUP reads the certificates anew.`;
  static override readonly examples = [
    {
      description: 'Listen on a port and a UNIX socket',
      command: 'slurmrest serve localhost:6820 unix:/run/slurmrest.sock',
    },
    { description: 'Tell what happens', command: 'slurmrest serve -vv [::1]:9999' },
    {
      description: 'Behind an authenticating proxy',
      command: 'slurmrest serve --key-file /etc/slurmrest.key localhost:9999',
    },
    {
      description: 'In front of a cluster',
      command: 'slurmrest serve -f /etc/slurm/slurm.conf --user slurmrest :6820',
    },
  ];
  static override readonly usage = 'serve [ADDRESS]...';
  static override readonly flags = serveFlags;
  static override readonly args = {
    address: string({ description: 'Where to listen.', ignoreStdin: true }),
  };
  static override readonly strict = false;

  protected override readonly logLevel = daemonLogLevel();
  protected override readonly clusterItself = true;

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Serve);
    const { log } = this;
    const cluster = chooseCluster(await this.target(flags));
    if (cluster.conf) log.verbose(`Reading slurm.conf file: ${cluster.conf.file}`);
    if (this.io.stdin.isTTY) log.verbose('Interactive mode activated (TTY detected on STDIN)');
    await refuseRoot(cluster, flags, process.env);
    const inherited = inheritedSockets(process.env);
    const key = proxyKey(flags);
    hideSecrets('slurmrest serve');
    const tls = tlsFiles(flags);
    const webhooks = readWebhooks(flags);

    // The sockets come first, they may need root; requests that are quick wait for the engine.
    let opened: (engine: OpenEngine) => void = () => {};
    const engine = new Promise<OpenEngine>((resolve) => {
      opened = resolve;
    });
    let ask: Fetch = async (request, connection) => (await engine).fetch(request, connection);
    const fetch: Fetch = (request, connection) => ask(request, connection);
    const origins = flags['cors-origin'] ?? [];
    const api = origins.length > 0 ? crossOrigin(fetch, origins) : fetch;
    const daemon = await startDaemon({
      addresses: listenOn(rest, inherited, process.env),
      inherited,
      log,
      fetch: flags['no-pages'] ? api : withPages(api, () => engine),
      limits: { ...DEFAULT_LIMITS, connections: flags['max-connections'] },
      ...(tls && { tls: readTls(tls) }),
    });
    let stopWebhooks = () => {};
    try {
      await become({ user: flags.user, group: flags.group }, accounts);
      const { engine, note } = await this.#openEngine(flags, key, daemon);
      opened(engine);
      // From now on there is nothing to wait for.
      ask = engine.fetch;
      if (webhooks) stopWebhooks = await startWebhooks(webhooks, engine, log);
      return await this.#untilStopped(daemon, engine, tls, note);
    } finally {
      stopWebhooks();
      daemon.close();
    }
  }

  async #openEngine(
    flags: ServeFlags,
    key: string | undefined,
    { listeners }: Daemon,
  ): Promise<{ engine: OpenEngine; note: readonly string[] }> {
    let note: string[] = [];
    const engine = await this.engine(flags, {
      lead: true,
      quiet: !flags.verbose && this.logLevel <= LOG_LEVELS.info,
      authenticators: async (cluster, scheduler) => {
        const chosen = await daemonAuthenticators({ flags, proxyKey: key, cluster, scheduler });
        const authentication = chosen.map(({ name }) => name);
        const encrypted = flags['tls-cert'] !== undefined;
        note = startNote({ listeners, encrypted, cluster, authentication, uid: process.geteuid?.() ?? 0 });
        return chosen;
      },
    });
    return { engine, note };
  }

  async #untilStopped(
    daemon: Daemon,
    engine: OpenEngine,
    tls: TlsFiles | undefined,
    note: readonly string[],
  ): Promise<number> {
    const { log } = this;
    const signals = stopSignals(log, () => process.exit(EXIT.interrupted));
    const release = tls && onHangUp(() => renewTls(daemon, tls, log));
    // Only now, as whoever reads it may send a signal; a process for a single connection has nothing to announce.
    if (daemon.listeners.length > 0) for (const line of note) log.info(line);
    const stopped = await Promise.race([signals.stop, daemon.finished]);
    if (stopped) {
      engine.endStreams();
      await daemon.drain(GRACE_MS);
    }
    release?.();
    signals.release();
    return EXIT.ok;
  }
}

/** Addresses of the command line, else of SLURMRESTD_LISTEN, else none if sockets were handed over. */
function listenOn(
  words: readonly string[],
  inherited: readonly InheritedSocket[],
  env: NodeJS.ProcessEnv,
): Address[] {
  if (words.length > 0) return words.map(parseAddress);
  const listed = parseAddresses(env['SLURMRESTD_LISTEN'] ?? '');
  return listed.length > 0 || inherited.length > 0 ? listed : [parseAddress(DEFAULT_ADDRESS)];
}

function tlsFiles(flags: ServeFlags): TlsFiles | undefined {
  const { 'tls-cert': cert, 'tls-key': key, 'tls-ca': ca } = flags;
  if (cert === undefined || key === undefined) return undefined;
  return { cert, key, ...(ca !== undefined && { ca }) };
}

function onHangUp(action: () => void): () => void {
  process.on('SIGHUP', action);
  return () => void process.off('SIGHUP', action);
}

function renewTls(daemon: Daemon, files: TlsFiles, log: Log): void {
  try {
    daemon.renewTls(readTls(files));
    log.info('SIGHUP: read the certificates anew');
  } catch (error) {
    log.error(`SIGHUP: keeping the certificates as they were. ${(error as Error).message}`);
  }
}
