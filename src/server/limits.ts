import { MAX_BODY_BYTES } from '../engine/body-limits.ts';

/** How much of everything one daemon takes from the network before it says no. */
export interface ServerLimits {
  /** Bytes of a request line and its headers together; more is 431. */
  readonly headBytes: number;
  /** Bytes of a body; more is 413. */
  readonly bodyBytes: number;
  /** Connections at the same time, over all addresses; more are 503. */
  readonly connections: number;
  /** Requests of one connection that wait for their turn; more are 429. */
  readonly pipelined: number;
  /** Milliseconds from the first byte of a request, or from connecting, until its head is complete; later is 408. */
  readonly headMs: number;
  /** Milliseconds until the whole request is in; later is 408. */
  readonly requestMs: number;
  /** Milliseconds a connection may stay open between two requests. */
  readonly idleMs: number;
  /** Milliseconds in which not one byte moves before a client in the midst of a request is given up. */
  readonly stallMs: number;
  /** Milliseconds a client has to take a whole answer, however slowly it reads. */
  readonly answerMs: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  headBytes: 16 * 1024,
  bodyBytes: MAX_BODY_BYTES,
  connections: 4096,
  pipelined: 100,
  headMs: 20_000,
  requestMs: 120_000,
  idleMs: 75_000,
  stallMs: 120_000,
  answerMs: 600_000,
};
