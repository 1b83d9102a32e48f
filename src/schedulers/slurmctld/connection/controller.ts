import { SlurmError } from '../../../slurm/error.ts';
import type { Log } from '../../../slurm/log.ts';
import type { ControllerAddress } from '../../../slurm/slurm-conf.ts';
import type { Credential } from '../auth/credentials.ts';
import { type ControllerConfiguration, decodeBuildInfo } from '../messages/build-info.ts';
import { decodeReturnCode } from '../messages/replies.ts';
import type { Request } from '../messages/request.ts';
import { buildInfo, ping } from '../messages/requests.ts';
import { decodeFrame, encodeFrame, type Reply } from '../wire/frame.ts';
import { MESSAGE } from '../wire/message-type.ts';
import { bestVersion, NEWEST_VERSION, OLDEST_VERSION, PROBE_VERSIONS } from '../wire/protocol-version.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { exchange } from './exchange.ts';

/** slurmctld did not take the credential, or (from 24.11 on) the protocol version. */
const AUTHENTICATION_ERROR = 1007;
/** From this protocol version on (24.11) it says so; before, it closes the connection. */
const REFUSES_IN_WORDS = 42;

export interface ControllerOptions {
  readonly address: ControllerAddress;
  readonly ports: readonly number[];
  readonly timeoutMs: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** As whom a request is sent: the credential, and the name for messages. */
export interface Sender {
  readonly name: string;
  readonly credential: Credential;
}

/** How one try at a protocol version went. */
type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** The daemon does not take this version; `theirs` is its own where it says so. Nothing was carried out. */
  | { readonly kind: 'version'; readonly theirs: number | undefined }
  /** It broke off without a word: a version or a credential it does not take, or it ended just then. */
  | { readonly kind: 'closed'; readonly error: SlurmError }
  /** It broke off in the midst of an answer: so it takes both. */
  | { readonly kind: 'cut'; readonly error: SlurmError };

/** One slurmctld: talks to it in the best protocol version both know, which it finds out by itself. */
export class Controller {
  readonly address: ControllerAddress;
  private readonly options: ControllerOptions;
  private version: number | undefined;
  private probing: Promise<void> | undefined;
  private nextPort = 0;

  constructor(options: ControllerOptions) {
    this.address = options.address;
    this.options = options;
  }

  /**
   * Sends a request and returns its reply, whatever its kind. A request that may have been carried out is sent
   * again only if it is repeatable.
   * @throws SlurmError; `CONTROLLER_UNREACHABLE` only where nothing was carried out or the request is repeatable
   */
  async call(request: Request, sender: Sender): Promise<Reply> {
    if (this.version === undefined) await this.negotiate(sender);
    const outcome = await this.attempt(request, sender, this.version!);
    if (outcome.kind === 'reply') return outcome.reply;
    if (outcome.kind === 'version' || request.repeatable) {
      // The daemon was restarted, maybe as another release.
      await this.negotiate(sender);
      const second = await this.attempt(request, sender, this.version!);
      if (second.kind === 'reply') return second.reply;
      throw second.kind === 'version' ? this.unknownVersion() : second.error;
    }
    if (outcome.kind === 'closed')
      await this.negotiate(sender).catch((error: unknown) => {
        if (isRefusedCredential(error)) throw error;
      });
    throw outcome.error;
  }

  /** Finds the version to use, once for all who ask at a time; what was known stays where that fails. */
  private async negotiate(sender: Sender): Promise<void> {
    // Nothing may be awaited between looking and claiming the place, or everybody would find it free.
    while (this.probing) {
      try {
        await this.probing;
        return;
      } catch (error) {
        // Another caller's credential may be a bad one. Whatever else went wrong goes wrong for all.
        if (!isRefusedCredential(error)) throw error;
      }
    }
    const probing = this.probe(sender).then((version) => {
      this.version = version;
    });
    this.probing = probing;
    try {
      await probing;
    } finally {
      if (this.probing === probing) this.probing = undefined;
    }
  }

  private async probe(sender: Sender): Promise<number> {
    let closed: SlurmError | undefined;
    let wasReset = false;
    const tried = new Set<number>();
    const untried = [...PROBE_VERSIONS];
    for (let version = untried.shift(); version !== undefined; version = untried.shift()) {
      if (tried.has(version)) continue;
      tried.add(version);
      const outcome = await this.attempt(ping(), sender, version);
      if (outcome.kind === 'reply') return this.settle(version, sender);
      if (outcome.kind === 'cut') throw outcome.error;
      if (outcome.kind === 'closed') {
        closed = outcome.error;
        wasReset ||= isReset(closed.cause);
      } else if (outcome.theirs !== undefined) untried.unshift(clamp(outcome.theirs));
    }
    const mayRefuseSilently = this.version === undefined || this.version < REFUSES_IN_WORDS;
    if (closed && (wasReset || !mayRefuseSilently)) throw closed;
    // Otherwise a refused credential looks the same as a refused version.
    throw closed
      ? new SlurmError('CREDENTIAL_REFUSED', { user: sender.name }, { cause: closed })
      : this.unknownVersion();
  }

  /** From a version that works to the best one. */
  private async settle(version: number, sender: Sender): Promise<number> {
    const outcome = await this.attempt(buildInfo(), sender, version);
    let best = version;
    if (outcome.kind === 'reply' && outcome.reply.type === MESSAGE.RESPONSE_BUILD_INFO) {
      const { version: release } = readConfiguration(outcome.reply);
      best = bestVersion(release, version);
      this.options.log.verbose(`slurmctld at ${this.address.name} is ${release}, protocol version ${best}`);
    }
    return best;
  }

  private async attempt(request: Request, sender: Sender, version: number): Promise<Outcome> {
    const { ports, timeoutMs, signal } = this.options;
    const body = new Writer();
    request.write(body, version);
    const type = MESSAGE[request.name];
    const credential = await sender.credential(type, version, body.bytes);
    const frame = encodeFrame(type, version, credential, body.bytes);
    const port = ports[this.nextPort++ % ports.length]!;
    let answer: Awaited<ReturnType<typeof exchange>>;
    try {
      answer = await exchange(frame, {
        host: this.address.address,
        port,
        timeoutMs,
        request: request.name,
        signal,
        onSent: request.onSent,
      });
    } catch (error) {
      if (error instanceof SlurmError && error.code === 'CONTROLLER_CLOSED') return { kind: 'closed', error };
      if (error instanceof SlurmError && error.code === 'CONTROLLER_CUT') return { kind: 'cut', error };
      throw error;
    }
    if (answer.kind === 'http') return { kind: 'version', theirs: undefined };
    const reply = decodeFrame(answer.bytes);
    if (reply.version === version) {
      if (isAuthenticationError(reply)) throw new SlurmError('CREDENTIAL_REFUSED', { user: sender.name });
      return { kind: 'reply', reply };
    }
    return { kind: 'version', theirs: reply.version };
  }

  private unknownVersion(): SlurmError {
    return new SlurmError('CONTROLLER_VERSION', { address: this.address.name });
  }
}

/** Reads a reply to REQUEST_BUILD_INFO. */
function readConfiguration(reply: Reply): ControllerConfiguration {
  return decodeBuildInfo(reply.body, reply.version);
}

function isRefusedCredential(error: unknown): boolean {
  return error instanceof SlurmError && error.code === 'CREDENTIAL_REFUSED';
}

/** A controller that refuses has read all there is, and closes in order: a reset is of the network, or of a crash. */
function isReset(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNRESET';
}

function isAuthenticationError(reply: Reply): boolean {
  if (reply.type !== MESSAGE.RESPONSE_SLURM_RC) return false;
  const { bytes, position } = reply.body;
  return decodeReturnCode(new Reader(bytes, position)).code === AUTHENTICATION_ERROR;
}

function clamp(version: number): number {
  return Math.min(Math.max(version, OLDEST_VERSION), NEWEST_VERSION);
}
