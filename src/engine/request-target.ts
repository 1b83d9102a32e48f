import type { Log } from '../slurm/log.ts';
import type { Connection } from './connection.ts';

/**
 * Path and query of a request target (RFC 9112 §3.2). A way in that reads targets off a stream calls this first: it is
 * the one place that logs that scheme and host of an absolute-form target count for nothing.
 */
export function originForm(target: string, connection: Connection, log: Log): string {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(target);
  if (!absolute) return target;
  log.error(`_on_url: URL Schema currently not supported for ${connection.peer}`);
  log.error(`_on_url: URL host currently not supported for ${connection.peer}`);
  const rest = target.slice(absolute[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Path and query of a request's URL, as they stand there; control characters cannot reach the log. */
export function pathAndQuery(url: string): { readonly path: string; readonly search: string } {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('#', start);
  const rest = start < 0 ? '/' : url.slice(start, end < 0 ? undefined : end);
  const query = rest.indexOf('?');
  if (query < 0) return { path: rest, search: '' };
  return { path: rest.slice(0, query), search: rest.slice(query + 1) };
}
