import type { SlurmError } from '../slurm/error.ts';
import type { ApiRequest } from './message.ts';
import type { Operation } from './operation.ts';
import type { Reply } from './reply.ts';

/** An API beside the engine's own that is loaded when a request first asks for one of its paths. */
export interface DialectSource {
  /** What all its paths begin with, e.g. `/slurm/v0.0.`. */
  readonly prefix: string;
  /** The versions under it, the oldest first; each is the second part of the paths of its operations. */
  readonly versions: readonly string[];
  load(): Promise<Dialect>;
}

/** A loaded API: its operations, and its own words for requests that reach none of them. */
export interface Dialect {
  readonly operations: readonly Operation[];
  /** What is answered to a request that is refused before an operation sees it, or that fails in one. */
  refuse(error: SlurmError, request: ApiRequest): Reply;
}
