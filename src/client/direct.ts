import type { Transport } from './transport.ts';

/** The engine of this process as a transport; whoever opened the engine closes it. */
export function directTransport(fetch: (request: Request) => Promise<Response>): Transport {
  return {
    name: 'this process',
    base: 'http://localhost',
    send: ({ method, url, headers, body = null }) => fetch(new Request(url, { method, headers, body })),
    async close() {},
  };
}
