import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Reader } from '../../../src/schedulers/slurmctld/wire/reader.ts';
import { Writer } from '../../../src/schedulers/slurmctld/wire/writer.ts';
import { DBD } from '../../../src/schedulers/slurmdbd/connection/message-type.ts';

/** A first message, or a later one. */
export interface SeenQuestion {
  readonly type: number;
  /** Of the first message: the protocol version of header and body. */
  readonly version: number | undefined;
  readonly connection: number;
}

/** An answer's number and body, or what happens instead. */
export type Action = Buffer | 'close' | 'silence';

export interface FakeSlurmdbd {
  readonly port: number;
  readonly questions: SeenQuestion[];
  /** Connections there were so far. */
  readonly connections: number;
  close(): Promise<void>;
}

/** PERSIST_RC. */
export function returnCode(code: number, comment = ''): Buffer {
  const writer = new Writer();
  writer.u16(DBD.PERSIST_RC);
  writer.string(comment);
  writer.u16(0);
  writer.u32(code >>> 0);
  writer.u16(0);
  return writer.bytes;
}

/** A list of no records. */
export function emptyList(type: number): Buffer {
  const writer = new Writer();
  writer.u16(type);
  writer.u32(0);
  writer.u32(0);
  return writer.bytes;
}

/** A TCP server that keeps connections as slurmdbd does, and answers as `behave` says. */
export async function startFakeSlurmdbd(behave: (question: SeenQuestion) => Action): Promise<FakeSlurmdbd> {
  const sockets = new Set<Socket>();
  const questions: SeenQuestion[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) {
        const length = received.readUInt32BE(0);
        const reader = new Reader(received.subarray(4, 4 + length));
        received = received.subarray(4 + length);
        const type = reader.u16();
        const version = type === DBD.REQUEST_PERSIST_INIT ? reader.u16() >> 8 : undefined;
        const question = { type, version, connection };
        questions.push(question);
        const action = behave(question);
        if (action === 'close') socket.end();
        else if (action !== 'silence') {
          const head = Buffer.alloc(4);
          head.writeUInt32BE(action.length, 0);
          socket.write(Buffer.concat([head, action]));
        }
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    questions,
    get connections() {
      return connections;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
