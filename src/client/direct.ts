import type { ClientRequest, ClientResponse, Transport } from './transport.ts';

/** A request of a client as the engine takes it: header fields in any case, a body in pieces. */
export type DirectRequest = ReturnType<typeof directRequest>;

/** The engine of this process as a transport; whoever opened the engine closes it. */
export function directTransport(fetch: (request: DirectRequest) => Promise<ClientResponse>): Transport {
  return {
    name: 'this process',
    base: 'http://localhost',
    send: (request) => fetch(directRequest(request)),
    async close() {},
  };
}

function directRequest({ method, url, headers, body }: ClientRequest) {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const get = (name: string) => headers[name.toLowerCase()] ?? null;
  return {
    method,
    url,
    headers: { get, has: (name: string) => get(name) !== null },
    body: bytes ? pieces(bytes) : null,
    arrayBuffer: async () => bytes ?? Buffer.alloc(0),
  };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
