/** A way to an API: the engine of this process, or a daemon. */
export interface Transport {
  /** Name of the other end in messages, e.g. `unix:/run/slurmrest.sock`. */
  readonly name: string;
  /** What paths of the API are appended to. */
  readonly base: string;
  /** @throws SlurmError `DAEMON_UNREACHABLE` */
  send(request: Request): Promise<Response>;
  close(): Promise<void>;
}
