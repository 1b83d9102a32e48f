import type { Log } from '../slurm/log.ts';
import type { Connection } from './connection.ts';

/**
 * Path and query of a request target (RFC 9112 §3.2). The engine sees only `Request` objects, whose URL is
 * always absolute, so a way in that reads targets off a stream calls this first: it is the one place that
 * logs that scheme and host of an absolute-form target count for nothing.
 */
export function originForm(target: string, connection: Connection, log: Log): string {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(target);
  if (!absolute) return target;
  log.error(`_on_url: URL Schema currently not supported for ${connection.peer}`);
  log.error(`_on_url: URL host currently not supported for ${connection.peer}`);
  const rest = target.slice(absolute[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
