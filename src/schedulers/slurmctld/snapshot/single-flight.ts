import { SlurmError } from '../../../slurm/error.ts';

/**
 * Shares one running question among all who ask it, such that no answer is older than the asking: who comes
 * while the question is under way waits for the next one, which all of those share.
 */
export class SingleFlight<Answer> {
  private running: Promise<Answer> | undefined;
  private next: Promise<Answer> | undefined;
  private last: { readonly answer: Answer; readonly askedAt: number } | undefined;

  /**
   * @param ask puts the question; of those who share an answer, the first one's is used, and where only that
   * one was denied the answer the others ask again
   * @param maxAgeMs how old an answer may be that was asked for earlier
   */
  async get(ask: () => Promise<Answer>, maxAgeMs = 0): Promise<Answer> {
    if (this.last && maxAgeMs > 0 && performance.now() - this.last.askedAt <= maxAgeMs)
      return this.last.answer;
    if (!this.running) return this.start(ask);
    if (this.next) return this.next.catch((error: unknown) => this.afterFailure(error, ask));
    this.next = this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.start(ask);
      });
    return this.next;
  }

  private afterFailure(error: unknown, ask: () => Promise<Answer>): Promise<Answer> {
    if (error instanceof SlurmError && error.status === 403) return this.get(ask);
    throw error;
  }

  private start(ask: () => Promise<Answer>): Promise<Answer> {
    const askedAt = performance.now();
    const running = ask().then((answer) => {
      this.last = { answer, askedAt };
      return answer;
    });
    this.running = running;
    const done = (): void => {
      if (this.running === running) this.running = undefined;
    };
    running.then(done, done);
    return running;
  }
}
