/** How a client reaches the daemon. */
export type Way = 'tcp' | 'tcp6' | 'tls' | 'systemd' | 'inetd' | 'unix' | 'pipe';

/** What an attempt may use: all of it belongs to a daemon that was started for it. */
export interface World {
  /** The user the tests and their daemon run as, who administers it. */
  readonly me: { readonly name: string; readonly uid: number };
  /** The key of the proxy. */
  readonly key: string;
  /** A token of a user that is good; `claims` and `sign` make it another one. */
  token(user: string, claims?: Record<string, unknown>, sign?: Signing): Promise<string>;
  /** A new job of the victim that waits, held; its script and environment hold {@link SECRET}. */
  job(): Promise<number>;
}

/** How a token is signed: `key` is the daemon's own, unless it is another one. */
export interface Signing {
  readonly alg: 'none' | 'HS256' | 'HS512' | 'RS256';
  readonly key?: 'another';
}

/** Users without rights, as every Linux has them. */
export const VICTIM = { name: 'nobody', uid: 65534 };
export const INTRUDER = { name: 'daemon', uid: 1 };

export const SECRET = 'sesame';

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The request target; default: a ping. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One thing somebody tries, and what comes of it. */
export interface Attempt {
  /** What is tried, for a reader. */
  readonly what: string;
  readonly over: readonly Way[];
  /** The user of the machine who connects, where that needs root; default: the user of the daemon. */
  readonly as?: typeof INTRUDER;
  /** It takes a daemon that is run by root. */
  readonly root?: true;
  readonly ask: (world: World) => Asked | Promise<Asked>;
  readonly status: number;
  /** Part of what the answer says. */
  readonly says?: string;
  /** What the answer must not hold. */
  readonly never?: string;
}
