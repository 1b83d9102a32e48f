import { SlurmError } from '../../../slurm/error.ts';
import type { Log } from '../../../slurm/log.ts';
import type { Sender } from '../../slurmctld/connection/controller.ts';
import { encodeFrame, SLURMDBD_CONNECTION } from '../../slurmctld/wire/frame.ts';
import { NEWEST_VERSION, OLDEST_VERSION } from '../../slurmctld/wire/protocol-version.ts';
import { Writer } from '../../slurmctld/wire/writer.ts';
import { decodeReturnCode } from '../messages/return-code.ts';
import { DBD } from './message-type.ts';
import { type ConnectionOptions, PersistentConnection } from './persistent-connection.ts';

/** PERSIST_TYPE_DBD. */
const PERSIST_TYPE_DBD = 1;
/** The credential is no good (ESLURM_AUTH_…, SLURM_PROTOCOL_AUTHENTICATION_ERROR). */
const AUTHENTICATION_ERRORS = [1007];

/** A connection that knows its caller, and the protocol version its messages are in. */
export interface Session {
  readonly connection: PersistentConnection;
  readonly version: number;
}

/** One slurmdbd. */
export class Server {
  readonly options: ConnectionOptions;
  private readonly log: Log;
  private version: number | undefined;

  constructor(options: ConnectionOptions, log: Log) {
    this.options = options;
    this.log = log;
  }

  /**
   * Opens a connection in the best protocol version both sides know: the first that is taken from the newest
   * down, which is tried first from then on. Header and body name the same one: slurmdbd takes the word of a body
   * that claims more than it knows itself.
   * @throws SlurmError `ACCOUNTING_UNREACHABLE`, `CREDENTIAL_REFUSED`, `ACCOUNTING_VERSION`
   */
  async open(sender: Sender): Promise<Session> {
    // Once more before older ones: a connection that was cut says nothing of the version.
    const versions = this.version === undefined ? descending() : [this.version, ...descending()];
    let closed: SlurmError | undefined;
    for (const version of versions) {
      try {
        const session = await this.attempt(sender, version);
        if (!session) continue;
        if (this.version !== version) {
          const { host, port } = this.options;
          this.log.verbose(`slurmdbd at ${host}:${port} is spoken to in protocol version ${version}`);
        }
        this.version = version;
        return session;
      } catch (error) {
        if (!(error instanceof SlurmError && error.code === 'ACCOUNTING_CLOSED')) throw error;
        closed = error;
      }
    }
    const { host, port } = this.options;
    // Some releases break off on a bad credential as on an unknown version.
    throw closed
      ? new SlurmError('CREDENTIAL_REFUSED', { user: sender.name }, { cause: closed })
      : new SlurmError('ACCOUNTING_VERSION', { address: `${host}:${port}` });
  }

  /** @returns `undefined` where the version is not taken */
  private async attempt(sender: Sender, version: number): Promise<Session | undefined> {
    const connection = await PersistentConnection.open(this.options);
    try {
      const body = new Writer(32);
      body.u16(version << 8);
      body.string(undefined);
      body.u16(PERSIST_TYPE_DBD);
      body.u16(0);
      const type = DBD.REQUEST_PERSIST_INIT;
      const credential = await sender.credential(type, version, body.bytes);
      const frame = encodeFrame(type, version, credential, body.bytes, SLURMDBD_CONNECTION);
      const { code } = decodeReturnCode(await connection.ask('REQUEST_PERSIST_INIT', frame));
      if (code === 0) return { connection, version };
      connection.close();
      if (AUTHENTICATION_ERRORS.includes(code))
        throw new SlurmError('CREDENTIAL_REFUSED', { user: sender.name });
      return undefined;
    } catch (error) {
      connection.close();
      throw error;
    }
  }
}

function descending(): number[] {
  return Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, step) => NEWEST_VERSION - step);
}
