import { SlurmError } from '../../../slurm/error.ts';
import type { Log } from '../../../slurm/log.ts';
import type { Sender } from '../../slurmctld/connection/controller.ts';
import { Places } from '../../slurmctld/connection/places.ts';
import type { ConnectionOptions } from './persistent-connection.ts';
import { Server, type Session } from './server.ts';

/** At once, for all callers together: each is a thread of slurmdbd. */
const MAX_OPEN = 16;

/**
 * Connections to the accounting storage of a cluster, one a question. None is kept: behind each slurmdbd has a
 * transaction of its database, which goes on seeing what was there when it began.
 */
export class Sessions {
  readonly servers: readonly Server[];
  private readonly log: Log;
  private readonly places: Places;
  private readonly lent = new Set<Session>();
  private inCharge = 0;

  /** @param addresses the storage, then its backup */
  constructor(addresses: readonly [ConnectionOptions, ...ConnectionOptions[]], log: Log) {
    this.servers = addresses.map((address) => new Server(address, log));
    this.log = log;
    const { connectMs } = addresses[0];
    this.places = new Places(MAX_OPEN, connectMs, () => {
      const { host, port } = this.servers[this.inCharge]!.options;
      return new SlurmError('ACCOUNTING_SLOW', {
        address: `${host}:${port}`,
        count: MAX_OPEN,
        seconds: connectMs / 1000,
      });
    });
  }

  /** Lends a new connection of the sender to `use`, and closes it. */
  with<Answer>(sender: Sender, use: (session: Session) => Promise<Answer>): Promise<Answer> {
    return this.places.with(async () => {
      const session = await this.open(sender);
      this.lent.add(session);
      try {
        return await use(session);
      } finally {
        this.lent.delete(session);
        session.connection.close();
      }
    });
  }

  close(): void {
    for (const session of this.lent) session.connection.close();
  }

  /** Starts with the server that answered last. */
  private async open(sender: Sender): Promise<Session> {
    const order = [this.inCharge, ...this.servers.keys()];
    let failure: SlurmError | undefined;
    for (const index of new Set(order)) {
      const server = this.servers[index]!;
      try {
        const session = await server.open(sender);
        if (this.inCharge !== index) this.log.info(`slurmdbd at ${server.options.host} is in charge now`);
        this.inCharge = index;
        return session;
      } catch (error) {
        if (!(error instanceof SlurmError && error.code === 'ACCOUNTING_UNREACHABLE')) throw error;
        failure ??= error;
      }
    }
    throw failure!;
  }
}
