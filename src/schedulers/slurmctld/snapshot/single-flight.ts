import { setImmediate } from 'node:timers/promises';
import { SlurmError } from '../../../slurm/error.ts';

/**
 * Shares questions under way among all who ask the same, such that no answer is older than the asking: who comes
 * while a question is under way shares the next one with all who come until that begins.
 */
export class SingleFlight<Answer> {
  private readonly width: number;
  private readonly running = new Set<Promise<unknown>>();
  private next: Promise<Answer> | undefined;
  private last: { readonly answer: Answer; readonly askedAt: number } | undefined;

  /** @param width how many questions may be under way at a time: a second one halves the waiting for the next */
  constructor(width = 1) {
    this.width = width;
  }

  /**
   * @param ask puts the question; of those who share an answer, the first one's is used, and where only that
   * one was denied the answer the others ask again
   * @param maxAgeMs how old an answer may be that was asked for earlier
   */
  async get(ask: () => Promise<Answer>, maxAgeMs = 0): Promise<Answer> {
    if (this.last && maxAgeMs > 0 && performance.now() - this.last.askedAt <= maxAgeMs)
      return this.last.answer;
    if (this.next) return this.next.catch((error: unknown) => this.afterFailure(error, ask));
    this.next = this.turn()
      .finally(() => {
        this.next = undefined;
      })
      .then(() => this.start(ask));
    return this.next;
  }

  /**
   * At once there is time for the others whose requests came in together with this one.
   * @throws what became of the question before, where that is silence: it lasted until after this one was put
   */
  private async turn(): Promise<void> {
    if (this.running.size < this.width) await setImmediate();
    else {
      const failure = await Promise.race(this.running);
      if (failure instanceof SlurmError && failure.status === 504) throw failure;
    }
  }

  private afterFailure(error: unknown, ask: () => Promise<Answer>): Promise<Answer> {
    if (error instanceof SlurmError && error.status === 403) return this.get(ask);
    throw error;
  }

  private async start(ask: () => Promise<Answer>): Promise<Answer> {
    const askedAt = performance.now();
    const asking = ask();
    const settled = asking.then(
      () => undefined,
      (error: unknown) => error,
    );
    this.running.add(settled);
    try {
      const answer = await asking;
      if (!this.last || this.last.askedAt < askedAt) this.last = { answer, askedAt };
      return answer;
    } finally {
      this.running.delete(settled);
    }
  }
}
