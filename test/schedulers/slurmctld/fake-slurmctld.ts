import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { encodeFrame } from '../../../src/schedulers/slurmctld/wire/frame.ts';
import { MESSAGE, type MessageName } from '../../../src/schedulers/slurmctld/wire/message-type.ts';
import { Reader } from '../../../src/schedulers/slurmctld/wire/reader.ts';
import { Writer } from '../../../src/schedulers/slurmctld/wire/writer.ts';

/** A request as the fake controller saw it. */
export interface SeenRequest {
  readonly type: number;
  readonly version: number;
  /** The token of auth/jwt, which the tests use. */
  readonly token: string;
  readonly user: string | undefined;
  readonly body: Reader;
}

/** What to do with a request: bytes of a reply behind its length word, or one of the ways to say nothing. */
export type Action =
  | { readonly reply: Buffer }
  /** Sent as it is, length word and all. */
  | { readonly raw: Buffer }
  | 'close'
  | 'reset'
  | 'silence';

export type Behaviour = (request: SeenRequest) => Action | Promise<Action>;

export interface FakeSlurmctld {
  readonly port: number;
  readonly requests: SeenRequest[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A TCP server that answers Slurm's messages as `behaviour` says, one a connection as slurmctld does. */
export async function startFakeSlurmctld(behaviour: Behaviour, port = 0): Promise<FakeSlurmctld> {
  let current = behaviour;
  const sockets = new Set<Socket>();
  const requests: SeenRequest[] = [];
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let received = Buffer.alloc(0);
    let answered = false;
    socket.on('data', async (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (answered || received.length < 4 || received.length < 4 + received.readUInt32BE(0)) return;
      answered = true;
      const request = readRequest(received.subarray(4));
      requests.push(request);
      const action = await current(request);
      if (action === 'close') socket.end();
      else if (action === 'reset') socket.resetAndDestroy();
      else if (action !== 'silence') socket.end('raw' in action ? action.raw : behindLength(action.reply));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    requests,
    behave(next) {
      current = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readRequest(frame: Buffer): SeenRequest {
  const reader = new Reader(frame);
  const version = reader.u16() >> 8;
  reader.skip(version <= 37 ? 4 : 2);
  const type = reader.u16();
  reader.skip(4 + 2 + 2 + 2);
  const plugin = reader.u32();
  const token = reader.string();
  const user = plugin === 102 ? reader.nullableString() : undefined;
  return { type, version, token, user, body: reader };
}

function behindLength(frame: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(frame.length);
  return Buffer.concat([length, frame]);
}

/** A reply of one message, behind its length word. */
export function replyOf(name: MessageName, version: number, write: (body: Writer) => void): Action {
  const body = new Writer();
  write(body);
  // Its credential is that of plugin "none"; the flag that leaves it out belongs to later versions.
  const none = Buffer.from([0, 0, 0, 100]);
  return { reply: Buffer.from(encodeFrame(MESSAGE[name], version, none, body.bytes).subarray(4)) };
}

export function returnCode(version: number, code: number): Action {
  return replyOf('RESPONSE_SLURM_RC', version, (body) => body.u32(code >>> 0));
}
