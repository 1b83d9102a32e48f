import type { ClientRequest as HttpRequest, IncomingMessage, RequestOptions } from 'node:http';
import { SlurmError } from '../slurm/error.ts';
import type { ClientRequest, ClientResponse, Transport } from './transport.ts';

/** Milliseconds until a daemon must have taken the connection. */
const CONNECT_TIMEOUT = 10_000;
/** Milliseconds in which nothing comes from it. */
const SILENCE_TIMEOUT = 300_000;

/**
 * A daemon at `http://host:port`, `https://…` (either with a path prefix) or `unix:/path`. Where it sends clients
 * elsewhere they do not follow: a token is for the address it was given for.
 * @throws SlurmError `URL_MALFORMED`
 */
export async function remoteTransport(url: string): Promise<Transport> {
  const { base, socketPath } = parseUrl(url);
  // Neither Node's fetch nor undici, even in parts: what they load makes a command start twice as slowly (`npm run
  // bench start`).
  const http = /^https:/i.test(base) ? await import('node:https') : await import('node:http');
  const agent = new http.Agent({ keepAlive: true });
  const open = (request: ClientRequest): HttpRequest => {
    const { method, headers } = request;
    // Slurmrestd 26.05 sends some refusals twice; the strict parser takes none of such an answer.
    const lenient = { insecureHTTPParser: true };
    const options: RequestOptions = { method, headers, agent, timeout: SILENCE_TIMEOUT, ...lenient };
    // Without a name Node makes one for TLS, which there is none of here.
    const local = { ...options, socketPath, servername: '' };
    return http.request(request.url, socketPath === undefined ? options : local);
  };
  return {
    name: url,
    base,
    async send(request) {
      try {
        return await exchange(open, request);
      } catch (cause) {
        throw new SlurmError('DAEMON_UNREACHABLE', { url, problem: problemOf(cause) }, { cause });
      }
    },
    async close() {
      agent.destroy();
    },
  };
}

async function exchange(
  open: (request: ClientRequest) => HttpRequest,
  request: ClientRequest,
): Promise<ClientResponse> {
  for (;;) {
    const sent = open(request);
    try {
      return await answerTo(sent, request.body);
    } catch (error) {
      // The daemon closed a connection that was kept, just as it was used again.
      const again = sent.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (!again || request.method !== 'GET') throw error;
    }
  }
}

function answerTo(sent: HttpRequest, body: string | undefined): Promise<ClientResponse> {
  return new Promise((resolve, reject) => {
    const give = (error: Error) => sent.destroy(error);
    const connecting = setTimeout(() => give(new Error('it takes no connection')), CONNECT_TIMEOUT);
    sent.on('socket', (socket) => {
      if (!socket.connecting) return clearTimeout(connecting);
      socket.once('connect', () => clearTimeout(connecting));
    });
    sent.on('timeout', () => give(new Error('it has been silent for too long')));
    sent.on('error', reject);
    sent.on('close', () => clearTimeout(connecting));
    sent.on('response', (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => resolve(answer(message, Buffer.concat(chunks))));
    });
    sent.end(body);
  });
}

function answer({ statusCode: status = 0, headers }: IncomingMessage, body: Buffer): ClientResponse {
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()];
        return value === undefined ? null : String(value);
      },
    },
    text: async () => body.toString(),
    arrayBuffer: async () => new Uint8Array(body).buffer,
  };
}

/** Whether a text has the form of a daemon's address. */
export function isDaemonUrl(url: string): boolean {
  return readUrl(url) !== undefined;
}

function parseUrl(url: string): DaemonUrl {
  const parsed = readUrl(url);
  if (parsed) return parsed;
  throw new SlurmError('URL_MALFORMED', { url });
}

interface DaemonUrl {
  readonly base: string;
  readonly socketPath: string | undefined;
}

function readUrl(url: string): DaemonUrl | undefined {
  const socket = /^unix:(?:\/\/)?(\/.+)$/.exec(url);
  if (socket) return { base: 'http://localhost', socketPath: socket[1] };
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) {
    return { base: url.replace(/\/+$/, ''), socketPath: undefined };
  }
  return undefined;
}

/** What went wrong: of several addresses tried, the last. */
function problemOf(error: unknown): string {
  const last = error instanceof AggregateError ? error.errors.at(-1) : error;
  return last instanceof Error ? last.message : String(last);
}
