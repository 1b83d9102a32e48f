import type { ApiRequest, ApiResponse } from './message.ts';

/** The way a request came in, as far as authentication and log lines care. */
export interface Connection {
  /** `direct` is a call in the same process, `pipe` stdin/stdout, `tcp` any network socket. */
  readonly transport: 'direct' | 'pipe' | 'unix' | 'tcp';
  /** As log lines name it: `pipe:[722494]`, `[::1]:49016`, `unix:/run/slurmrest.sock`. */
  readonly peer: string;
  /** The user at the other end, where the kernel vouches for it (own process, pipe, SO_PEERCRED). */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Answers REST requests; what every way in calls. It never rejects: failures are answers too. */
export type Fetch = (request: ApiRequest, connection: Connection) => Promise<ApiResponse>;
