import { connect, type Socket } from 'node:net';

/** One answer taken apart. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Target = { port: number; host?: string } | { path: string };

/** Connects and resolves once it has. */
export async function open(target: Target): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', allowHalfOpen: true, ...target });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

/** All the bytes the server sends from now on until it ends the connection. */
export async function untilClosed(socket: Socket): Promise<string> {
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  // Who looks late has missed the events.
  if (!socket.destroyed && !socket.readableEnded)
    await new Promise((resolve) => socket.once('close', resolve).once('end', resolve));
  socket.destroy();
  return received;
}

/** Sends bytes as they are and takes what comes back until the server closes. */
export async function send(target: Target, bytes: string | Buffer): Promise<string> {
  const socket = await open(target);
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return untilClosed(socket);
}

/** The answers in a stream of bytes; every one has a Content-Length, or none follows it. */
export function answersIn(received: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = received;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [start = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const length = Number(headers['content-length'] ?? rest.length);
    const body = rest.slice(end + 4, end + 4 + length);
    answers.push({ status: Number(start.split(' ')[1]), headers, body });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}

/** The status of each answer, in order. */
export function statusesIn(received: string): number[] {
  return answersIn(received).map(({ status }) => status);
}
