// What node:http can do: answers everything with the same bytes, those of the last PATCH.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

let status = 200;
let headers: Record<string, string> = {};
let body = Buffer.alloc(0);

const server = createServer(async (request, response) => {
  if (request.method === 'GET') {
    response.writeHead(status, headers);
    response.end(body);
    return;
  }
  const sent = await buffer(request);
  if (request.method === 'PATCH') {
    status = Number(request.headers['x-status']);
    headers = Object.fromEntries(JSON.parse(String(request.headers['x-headers'])));
    body = sent;
  }
  response.writeHead(status, headers);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
