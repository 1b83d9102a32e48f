/*
 * Requests and answers of a client: what it needs of the Fetch standard, without its classes. Node loads those when they
 * are first used, which takes half as long again as starting Node itself.
 */

export interface ClientRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** An answer; a `Response` is one. */
export interface ClientResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A way to an API: the engine of this process, or a daemon. */
export interface Transport {
  /** Name of the other end in messages, e.g. `unix:/run/slurmrest.sock`. */
  readonly name: string;
  /** What paths of the API are appended to. */
  readonly base: string;
  /** @throws SlurmError `DAEMON_UNREACHABLE` */
  send(request: ClientRequest): Promise<ClientResponse>;
  close(): Promise<void>;
}
