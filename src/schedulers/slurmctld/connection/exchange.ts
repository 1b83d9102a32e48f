import { connect } from 'node:net';
import { SlurmError } from '../../../slurm/error.ts';
import { MAX_FRAME } from '../wire/frame.ts';
import { malformed } from '../wire/reader.ts';
import { Arriving } from './arriving.ts';

/** "HTTP" where a length should be: the port is shared, and the frame's version was not recognised. */
const HTTP = 0x48545450;
/** A reply may take this many times the timeout in all, as long as bytes keep coming. */
const PATIENCE = 6;

export interface ExchangeOptions {
  readonly host: string;
  readonly port: number;
  /** To connect, and of silence after that. */
  readonly timeoutMs: number;
  /** Name of the request, for messages. */
  readonly request: string;
  readonly signal: AbortSignal;
  /** Told when the frame goes out. */
  readonly onSent?: (() => void) | undefined;
}

/** What came back: the frame behind its length word, or that the other side does not take this version. */
export type Answer = { readonly kind: 'frame'; readonly bytes: Buffer } | { readonly kind: 'http' };

/**
 * One RPC over its own TCP connection: sends `frame`, collects the reply, closes. No memory is taken on the
 * word of the other side; the connection is never half-closed (26.05 would drop its reply).
 * @throws SlurmError `CONTROLLER_UNREACHABLE` only while nothing has been sent; then `CONTROLLER_CLOSED`,
 * `CONTROLLER_CUT`, `CONTROLLER_TIMEOUT`, `REPLY_MALFORMED`
 */
export function exchange(frame: Buffer, options: ExchangeOptions): Promise<Answer> {
  const { host, port, timeoutMs, request, signal } = options;
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    const arriving = new Arriving();
    const socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: () => arriving.room,
        callback: (size) => {
          arriving.take(size);
          hear();
          return true;
        },
      },
    });
    const latest = Date.now() + timeoutMs * PATIENCE;
    let sent = false;
    let settled = false;

    const settle = (finish: () => void): void => {
      settled = true;
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      finish();
    };
    const fail = (problem: string, cause?: unknown): void => {
      if (settled) return;
      settle(() => {
        if (arriving.received > 0) reject(new SlurmError('CONTROLLER_CUT', { address, request }, { cause }));
        else if (sent) reject(new SlurmError('CONTROLLER_CLOSED', { address, request }, { cause }));
        else reject(new SlurmError('CONTROLLER_UNREACHABLE', { address, problem }, { cause }));
      });
    };
    const onTimeout = (): void => {
      const seconds = timeoutMs / 1000;
      if (!sent) fail(`no connection within ${seconds} s`);
      else settle(() => reject(new SlurmError('CONTROLLER_TIMEOUT', { address, request, seconds })));
    };
    const onAbort = (): void => fail('this program is ending');
    const hear = (): void => {
      if (settled) return;
      const { received, expected } = arriving;
      if (Date.now() > latest) onTimeout();
      else if (expected === undefined) return;
      else if (expected === 4 + HTTP) settle(() => resolve({ kind: 'http' }));
      else if (expected > 4 + MAX_FRAME)
        settle(() => reject(malformed(`it claims to be ${expected - 4} bytes long`)));
      else if (received >= expected)
        settle(() => resolve({ kind: 'frame', bytes: arriving.bytes.subarray(4, expected) }));
    };
    socket.setTimeout(timeoutMs, onTimeout);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) {
      onAbort();
      return;
    }

    socket.on('connect', () => {
      sent = true;
      options.onSent?.();
      socket.write(frame);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message, error));
    socket.on('close', () => fail('it closed the connection'));
  });
}
