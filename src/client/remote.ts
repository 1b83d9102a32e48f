import type { Dispatcher } from 'undici';
import { SlurmError } from '../slurm/error.ts';
import type { ClientRequest, ClientResponse, Transport } from './transport.ts';

/** Milliseconds until a daemon must have taken the connection. */
const CONNECT_TIMEOUT = 10_000;

/**
 * A daemon at `http://host:port`, `https://…` (either with a path prefix) or `unix:/path`. Where it sends clients
 * elsewhere they do not follow: a token is for the address it was given for.
 * @throws SlurmError `URL_MALFORMED`
 */
export async function remoteTransport(url: string): Promise<Transport> {
  const { base, socketPath } = parseUrl(url);
  const undici = await import('./undici.ts');
  const agent = undici.createAgent({
    connect: { timeout: CONNECT_TIMEOUT, ...(socketPath && { socketPath }) },
  });
  const exchange = async ({ method, url: target, headers, body }: ClientRequest): Promise<ClientResponse> => {
    const { origin, pathname, search } = new URL(target);
    const path = pathname + search;
    const sent = { origin, path, method: method as Dispatcher.HttpMethod, headers, body: body ?? null };
    return answer(await undici.request(agent, sent));
  };
  return {
    name: url,
    base,
    async send(request) {
      try {
        return await exchange(request).catch((error) => {
          // The daemon closed a connection that was kept, just as it was used again.
          if (request.method !== 'GET' || !wasClosed(error)) throw error;
          return exchange(request);
        });
      } catch (cause) {
        throw new SlurmError('DAEMON_UNREACHABLE', { url, problem: problemOf(cause) }, { cause });
      }
    },
    close: () => agent.destroy(),
  };
}

const wasClosed = (error: unknown) =>
  ['ECONNRESET', 'UND_ERR_SOCKET'].includes(String((error as NodeJS.ErrnoException).code));

async function answer({
  statusCode: status,
  headers,
  body,
}: Dispatcher.ResponseData): Promise<ClientResponse> {
  const bytes = await body.arrayBuffer();
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()];
        return value === undefined ? null : String(value);
      },
    },
    text: async () => Buffer.from(bytes).toString(),
    arrayBuffer: async () => bytes,
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
