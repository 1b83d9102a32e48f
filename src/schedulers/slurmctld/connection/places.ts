import type { SlurmError } from '../../../slurm/error.ts';

interface Waiting {
  enter(): void;
  refuse(): void;
}

/**
 * Lets no more than so many work at a time. Who comes later waits for a place in the order of coming, but no longer
 * than those inside may take: behind somebody who does not answer nobody waits twice.
 */
export class Places {
  readonly #count: number;
  readonly #patienceMs: number;
  readonly #refusal: () => SlurmError;
  readonly #waiting = new Set<Waiting>();
  #taken = 0;

  /**
   * @param patienceMs longest time to wait for a place
   * @param refusal what who waited in vain is told
   */
  constructor(count: number, patienceMs: number, refusal: () => SlurmError) {
    this.#count = count;
    this.#patienceMs = patienceMs;
    this.#refusal = refusal;
  }

  /** @throws the refusal, before any work, and what `work` throws */
  async with<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#taken < this.#count) this.#taken++;
    else await this.#turn();
    const begun = performance.now();
    try {
      return await work();
    } catch (error) {
      // They would only find out the same, as long after this.
      if (performance.now() - begun >= this.#patienceMs) for (const one of this.#waiting) one.refuse();
      throw error;
    } finally {
      const [next] = this.#waiting;
      if (next) next.enter();
      else this.#taken--;
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
      };
      const waiting: Waiting = {
        enter: () => {
          leave();
          resolve();
        },
        refuse: () => {
          leave();
          reject(this.#refusal());
        },
      };
      const timer = setTimeout(waiting.refuse, this.#patienceMs);
      this.#waiting.add(waiting);
    });
  }
}
