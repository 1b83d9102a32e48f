import { BaseCommand } from '../cli/base-command.ts';
import type { OpenEngine } from '../cli/open-engine.ts';
import type { Fetch } from '../engine/connection.ts';
import { EngineResponse } from '../engine/message.ts';
import { startDaemon } from '../server/daemon.ts';
import { servePipe } from '../server/inet/serve-pipe.ts';
import { stderrIsStdin, stdinIsConnection } from '../server/inet/stdin-kind.ts';
import { DEFAULT_LIMITS } from '../server/limits.ts';
import { refusalBody } from '../server/refusal.ts';
import { SlurmError } from '../slurm/error.ts';
import { EXIT } from '../slurm/error-table.ts';
import { SILENT } from '../slurm/log.ts';
import { daemonAuthenticators } from './serve/authenticators.ts';
import { daemonFlags } from './serve/daemon-flags.ts';
import { daemonLogLevel } from './serve/log-level.ts';
import { hideSecrets, proxyKey } from './serve/proxy-key.ts';

export class Inet extends BaseCommand {
  static override readonly id = 'inet';
  static override readonly summary = 'Answer the HTTP requests on standard input.';
  static override readonly description =
    `From a pipe, a file or a terminal, requests may be as people write them: no Host, lines that end in a bare line feed.
Who started the command is who asks. This is also what slurmrest does without a command when its input is not a terminal.

Started by inetd, xinetd or systemd (Accept=yes) with a connection as its input, it is as strict as slurmrest serve.`;
  static override readonly examples = [
    {
      description: 'Ask without a daemon',
      command: String.raw`printf 'GET /slurm/v1/diag HTTP/1.1\r\n\r\n' | slurmrest inet`,
    },
    { description: 'Send a request kept in a file', command: 'slurmrest inet < demo' },
  ];
  static override readonly flags = daemonFlags;

  protected override readonly logLevel = daemonLogLevel();
  protected override readonly clusterItself = true;

  async run(): Promise<number> {
    const { flags } = await this.parse(Inet);
    const key = proxyKey(flags);
    hideSecrets('slurmrest inet');
    const connected = stdinIsConnection();
    const log = connected && stderrIsStdin() ? SILENT : this.log;
    const opening = this.engine(flags, {
      log,
      authenticators: (cluster, scheduler) =>
        daemonAuthenticators({ flags, proxyKey: key, cluster, scheduler }),
    });
    const shared = { log, limits: DEFAULT_LIMITS };
    if (connected) {
      const inherited = [{ fd: 0, listening: false }];
      const daemon = await startDaemon({ ...shared, fetch: whenOpen(opening), addresses: [], inherited });
      await daemon.finished;
      await opening;
      return EXIT.ok;
    }
    const { fetch } = await opening;
    if (this.io.stdin.isTTY) log.verbose('Interactive mode activated (TTY detected on STDIN)');
    const output = this.io.stdout as NodeJS.WriteStream;
    const good = await servePipe({ ...shared, fetch, input: this.io.stdin, output });
    return good ? EXIT.ok : EXIT.failed;
  }
}

/** The client of a connection is told what keeps the engine from opening; it sees no stderr. */
function whenOpen(opening: Promise<OpenEngine>): Fetch {
  return async (request, connection) => {
    try {
      return await (await opening).fetch(request, connection);
    } catch (error) {
      if (!(error instanceof SlurmError)) throw error;
      const headers = { 'content-type': 'application/json' };
      return new EngineResponse(refusalBody(error), error.status, headers);
    }
  };
}
