import { setImmediate } from 'node:timers/promises';
import { SlurmError } from '../../../slurm/error.ts';

/** Puts a question and says when it goes out: until then, others may join in. */
export type Ask<Answer> = (onSent: () => void) => Promise<Answer>;

/**
 * Shares questions under way among all who ask the same, such that no answer is older than the asking: who comes
 * after a question has gone out shares the next one with all who come until that does.
 */
export class SingleFlight<Answer> {
  private running: Promise<unknown> | undefined;
  private next: Promise<Answer> | undefined;
  private last: { readonly answer: Answer; readonly askedAt: number } | undefined;

  /**
   * @param ask puts the question; of those who share an answer, the first one's is used, and where only that
   * one was denied the answer the others ask again
   * @param maxAgeMs how old an answer may be that was asked for earlier
   */
  get(ask: Ask<Answer>, maxAgeMs = 0): Promise<Answer> {
    if (this.last && maxAgeMs > 0 && performance.now() - this.last.askedAt <= maxAgeMs)
      return Promise.resolve(this.last.answer);
    if (this.next) return this.next.catch((error: unknown) => this.afterFailure(error, ask));
    const onSent = () => {
      if (this.next === next) this.next = undefined;
    };
    const next = this.turn()
      .then(() => this.start(ask, onSent))
      .finally(onSent);
    this.next = next;
    return next;
  }

  /**
   * At once there is time for the others whose requests came in together with this one.
   * @throws what became of the question before, where that is silence: it lasted until after this one was put
   */
  private async turn(): Promise<void> {
    if (!this.running) await setImmediate();
    else {
      const failure = await this.running;
      if (failure instanceof SlurmError && failure.status === 504) throw failure;
    }
  }

  private afterFailure(error: unknown, ask: Ask<Answer>): Promise<Answer> {
    if (error instanceof SlurmError && error.status === 403) return this.get(ask);
    throw error;
  }

  private async start(ask: Ask<Answer>, onSent: () => void): Promise<Answer> {
    const askedAt = performance.now();
    const asking = ask(onSent);
    this.running = asking
      .then(
        () => undefined,
        (error: unknown) => error,
      )
      .finally(() => {
        this.running = undefined;
      });
    const answer = await asking;
    this.last = { answer, askedAt };
    return answer;
  }
}
