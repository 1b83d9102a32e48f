/** Milliseconds between two looks whether the keys have changed. */
const LOOK_EVERY = 1000;
/** Tokens remembered; the oldest go first. */
const MANY = 10_000;

interface Verified {
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Remembers whose a token is, so that its signature is checked once; forgets all when the keys change. */
export class VerifiedTokens {
  readonly #now: () => number;
  readonly #stamp: () => Promise<string>;
  readonly #tokens = new Map<string, Verified>();
  #keys = '';
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** `stamp` tells by another value that the keys have changed. */
  constructor(now: () => number, stamp: () => Promise<string>) {
    this.#now = now;
    this.#stamp = stamp;
  }

  /**
   * The user of `token`; asks `verify` where it is not known or no longer good.
   * @throws SlurmError what `verify` throws
   */
  async userOf(token: string, verify: () => Promise<Verified>): Promise<string> {
    const now = this.#now();
    // A clock that was set back must not put the next look off.
    if (Math.abs(now - this.#lookedAt) >= LOOK_EVERY) {
      this.#lookedAt = now;
      const stamp = await this.#stamp();
      if (stamp !== this.#keys) this.#tokens.clear();
      this.#keys = stamp;
    }
    const known = this.#tokens.get(token);
    if (known && known.until > now) return known.user;
    this.#tokens.delete(token);
    const fresh = await verify();
    this.#tokens.set(token, fresh);
    if (this.#tokens.size > MANY) this.#tokens.delete(this.#tokens.keys().next().value!);
    return fresh.user;
  }
}
