import type { Agent } from 'undici';
import { SlurmError } from '../slurm/error.ts';
import type { Transport } from './transport.ts';

/** Milliseconds until a daemon must have taken the connection. */
const CONNECT_TIMEOUT = 10_000;

/**
 * A daemon at `http://host:port`, `https://…` (either with a path prefix) or `unix:/path`.
 * @throws SlurmError `URL_MALFORMED`
 */
export async function remoteTransport(url: string): Promise<Transport> {
  const { base, socketPath } = parseUrl(url);
  const undici = await import('./undici.ts');
  const agent: Agent = new undici.Agent({
    connect: { timeout: CONNECT_TIMEOUT, ...(socketPath && { socketPath }) },
  });
  return {
    name: url,
    base,
    async send(request) {
      try {
        const body = request.body ? await request.text() : null;
        const { method, headers, signal } = request;
        const response = await undici.fetch(request.url, {
          method,
          headers: [...headers],
          body,
          signal,
          dispatcher: agent,
        });
        return response as unknown as Response;
      } catch (cause) {
        throw new SlurmError('DAEMON_UNREACHABLE', { url, problem: problemOf(cause) }, { cause });
      }
    },
    close: () => agent.destroy(),
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

/** What went wrong under `fetch failed`: of several addresses tried, the last. */
function problemOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown };
  const last = cause instanceof AggregateError ? cause.errors.at(-1) : cause;
  return last instanceof Error ? last.message : String(last);
}
