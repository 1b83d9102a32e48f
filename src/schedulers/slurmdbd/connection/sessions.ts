import { SlurmError } from '../../../slurm/error.ts';
import type { Log } from '../../../slurm/log.ts';
import type { Sender } from '../../slurmctld/connection/controller.ts';
import type { ConnectionOptions } from './persistent-connection.ts';
import { Server, type Session } from './server.ts';

/** At once, for all callers together: each is a thread of slurmdbd. */
const MAX_OPEN = 16;
/** How long a connection waits for its caller to come again. */
const IDLE_MS = 10_000;

interface Idle {
  readonly session: Session;
  readonly timer: NodeJS.Timeout;
}

/** Connections to the accounting storage of a cluster, lent one question at a time; each is one caller's. */
export class Sessions {
  readonly servers: readonly Server[];
  private readonly log: Log;
  private readonly idle = new Map<string, Idle[]>();
  private readonly waiting: (() => void)[] = [];
  private readonly lent = new Set<Session>();
  private running = 0;
  private inCharge = 0;
  private closed = false;

  /** @param addresses the storage, then its backup */
  constructor(addresses: readonly ConnectionOptions[], log: Log) {
    this.servers = addresses.map((address) => new Server(address, log));
    this.log = log;
  }

  /**
   * Lends a connection of the caller to `use`. Where one that waited turns out to have ended, a new one is tried
   * if what is asked may be asked twice; what may not gets a new one from the start.
   * @param owner who the connection is of: everything the credential depends on
   */
  async with<Answer>(
    owner: string,
    sender: Sender,
    repeatable: boolean,
    use: (session: Session) => Promise<Answer>,
  ): Promise<Answer> {
    await this.place();
    try {
      const kept = repeatable ? this.take(owner) : undefined;
      if (kept) {
        try {
          return await this.lend(owner, kept, use);
        } catch (error) {
          if (!(error instanceof SlurmError && error.code === 'ACCOUNTING_CLOSED')) throw error;
        }
      }
      return await this.lend(owner, await this.open(sender), use);
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  close(): void {
    this.closed = true;
    for (const session of this.lent) session.connection.close();
    for (const list of this.idle.values()) {
      for (const { session, timer } of list) {
        clearTimeout(timer);
        session.connection.close();
      }
    }
    this.idle.clear();
  }

  private async lend<Answer>(
    owner: string,
    session: Session,
    use: (session: Session) => Promise<Answer>,
  ): Promise<Answer> {
    this.lent.add(session);
    try {
      const answer = await use(session);
      this.lent.delete(session);
      this.keep(owner, session);
      return answer;
    } catch (error) {
      this.lent.delete(session);
      // Of an answer that could not be read nobody knows where it ends.
      if (error instanceof SlurmError && error.code === 'ACCOUNTING_REFUSED') this.keep(owner, session);
      else session.connection.close();
      throw error;
    }
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

  private take(owner: string): Session | undefined {
    const list = this.idle.get(owner);
    for (let next = list?.pop(); next; next = list?.pop()) {
      clearTimeout(next.timer);
      if (next.session.connection.usable) return next.session;
    }
    this.idle.delete(owner);
    return undefined;
  }

  private keep(owner: string, session: Session): void {
    if (this.closed || !session.connection.usable) {
      session.connection.close();
      return;
    }
    const list = this.idle.get(owner) ?? [];
    this.idle.set(owner, list);
    const timer = setTimeout(() => {
      session.connection.close();
      const left = list.findIndex((one) => one.session === session);
      if (left >= 0) list.splice(left, 1);
      if (list.length === 0 && this.idle.get(owner) === list) this.idle.delete(owner);
    }, IDLE_MS);
    timer.unref();
    list.push({ session, timer });
  }

  private async place(): Promise<void> {
    while (this.running >= MAX_OPEN) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
  }
}
