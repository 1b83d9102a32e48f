import type { Fetch } from '../engine/connection.ts';
import { EngineResponse } from '../engine/message.ts';
import { SlurmError } from '../slurm/error.ts';

/** What scripts of other origins may use beside what the Fetch standard lets everybody have. */
const METHODS = 'GET, HEAD, POST, PUT, DELETE';
const REQUEST_HEADERS =
  'Accept, Authorization, Content-Type, If-None-Match, If-Range, Last-Event-ID, Range, X-SLURM-USER-NAME, X-SLURM-USER-TOKEN';
const ANSWER_HEADERS = 'Accept-Ranges, Content-Range, ETag, Retry-After';
/** Seconds a browser may remember the answer to a preflight. */
const MAX_AGE = '600';

/**
 * Lets pages of these origins read answers; `*` is every origin. Credentials that a browser adds by itself (cookies,
 * certificates) are never allowed: who asks from elsewhere proves who they are with a token.
 * A preflight carries no token, so it is answered here, before authentication. Source: Fetch standard, "CORS protocol".
 * @throws SlurmError `USAGE` for what is no origin
 */
export function crossOrigin(fetch: Fetch, origins: readonly string[]): Fetch {
  for (const origin of origins) checkOrigin(origin);
  const everybody = origins.includes('*');
  const allowed = (origin: string | null): string | undefined => {
    if (origin === null) return undefined;
    if (everybody) return '*';
    return origins.includes(origin) ? origin : undefined;
  };

  return async (request, connection) => {
    const origin = allowed(request.headers.get('origin'));
    const preflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
    const response =
      preflight && origin !== undefined
        ? new EngineResponse(null, 204, preflightHeaders())
        : await fetch(request, connection);
    if (!everybody) response.headers.append('Vary', 'Origin');
    if (origin === undefined) return response;
    response.headers.set('Access-Control-Allow-Origin', origin);
    if (!preflight) response.headers.set('Access-Control-Expose-Headers', ANSWER_HEADERS);
    return response;
  };
}

function preflightHeaders(): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': REQUEST_HEADERS,
    'Access-Control-Max-Age': MAX_AGE,
  };
}

/** An origin is what a browser sends: scheme, host and port, in the form it writes them, and nothing after them. */
function checkOrigin(origin: string): void {
  // URL takes a * for a name of a host, browsers send none.
  const written = URL.canParse(origin) && !origin.includes('*') && new URL(origin).origin === origin;
  if (origin === '*' || written) return;
  throw new SlurmError('USAGE', {
    problem: `--cors-origin ${origin}: an origin is like https://portal.example.org or http://localhost:8080, or *.`,
    command: 'serve',
  });
}
