import type { HttpServer } from './http-server.ts';
import type { Listener } from './listen.ts';

/**
 * Takes no new connections, lets the requests that are here finish, and closes each connection after its
 * last answer. Resolves when all are gone or `graceMs` is over.
 */
export async function drain(
  listeners: readonly Listener[],
  servers: readonly HttpServer[],
  graceMs: number,
): Promise<void> {
  for (const { server } of listeners) server.close();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([deadline, Promise.all(servers.map((server) => server.end()))]);
  clearTimeout(timer);
}
