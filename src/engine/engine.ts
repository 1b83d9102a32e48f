import type { Log } from '../slurm/log.ts';
import type { Scheduler } from '../slurm/scheduler.ts';
import type { Authenticator } from './authenticator.ts';
import type { Fetch } from './connection.ts';
import type { Operation } from './operation.ts';

export interface Limits {
  /** Largest request body in bytes. */
  readonly bodyBytes: number;
}

export interface EngineOptions {
  readonly scheduler: Scheduler;
  readonly operations: readonly Operation[];
  /** Asked in this order. */
  readonly authenticators: readonly Authenticator[];
  readonly log: Log;
  readonly limits?: Partial<Limits>;
}

/**
 * The REST engine: requests in, scheduler operations out.
 * @throws SlurmError `OPERATION_CLASH` when two operations claim one path and method, or one operationId
 */
export function createEngine(options: EngineOptions): Fetch {
  return async () => {
    options.log.error('createEngine: not linked yet');
    return new Response('{"errors":[]}', { status: 503 });
  };
}
