import type { Socket } from 'node:net';
import { SlurmError } from '../slurm/error.ts';
import { refusalBytes } from './refusal.ts';
import type { Session } from './session.ts';

/** Milliseconds after which a connection without a request may have to make room for a new one. */
const SPARE_MS = 1000;
/** Milliseconds a refused client gets to read why. */
const FAREWELL_MS = 500;

/**
 * Keeps the connections of all listeners under one limit. At the limit the connection that has been idle
 * longest makes room, so that many connections which never ask anything keep nobody out; where all are
 * at work, the new one is told to come back (503).
 */
export class Admission {
  readonly #limit: number;
  readonly #sessions: () => Iterable<Session>;
  #count = 0;

  constructor(limit: number, sessions: () => Iterable<Session>) {
    this.#limit = limit;
    this.#sessions = sessions;
  }

  /** Whether `socket` may stay. One that may not is answered and closed here; over TLS it is only closed. */
  admit(socket: Socket, encrypted: boolean): boolean {
    if (this.#count >= this.#limit && !this.#makeRoom()) {
      socket.on('error', () => {});
      if (encrypted) socket.destroy();
      else this.#turnAway(socket);
      return false;
    }
    this.#count += 1;
    socket.once('close', () => {
      this.#count -= 1;
    });
    return true;
  }

  #makeRoom(): boolean {
    const now = performance.now();
    let longest: Session | undefined;
    for (const session of this.#sessions())
      if (!session.busy && (!longest || session.idleSince < longest.idleSince)) longest = session;
    if (!longest || now - longest.idleSince < SPARE_MS) return false;
    longest.destroy();
    return true;
  }

  #turnAway(socket: Socket): void {
    socket.end(refusalBytes(new SlurmError('CONNECTIONS_EXHAUSTED', { limit: this.#limit })));
    const timer = setTimeout(() => socket.destroy(), FAREWELL_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.once('end', () => socket.destroy());
    socket.resume();
  }
}
