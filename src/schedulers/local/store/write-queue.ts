import type { RootDatabase } from 'lmdb';
import { storeError } from './store-error.ts';
import type { Transaction } from './transaction.ts';

/** An operation that is to be carried out, and whoever waits for what it returns. */
interface Waiting {
  readonly operation: (transaction: Transaction) => unknown;
  readonly isAlone: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
  outcome?: { readonly value: unknown } | { readonly error: unknown };
}

/** Operations that are to be put on disk together. */
export type Batch = readonly Pick<Waiting, 'operation' | 'outcome'>[];

/** Carries an operation out, and notes what came of it. @returns whether it did */
export function attempt(waiting: Batch[number], transaction: Transaction): boolean {
  try {
    waiting.outcome = { value: waiting.operation(transaction) };
    return true;
  } catch (error) {
    waiting.outcome = { error };
    return false;
  }
}

/**
 * The one way to the disk: operations that come together are one transaction of LMDB, and each is answered once that
 * is on the disk, or told why it is not.
 */
export class WriteQueue {
  readonly #root: RootDatabase;
  readonly #path: string;
  readonly #carryOut: (batch: Batch) => void;
  readonly #undo: () => void;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;

  /**
   * @param carryOut puts a batch into the tables and notes the outcome of each operation; what it throws is everybody's
   * @param undo forgets what is known of a batch that was not stored
   */
  constructor(root: RootDatabase, path: string, carryOut: (batch: Batch) => void, undo: () => void) {
    this.#root = root;
    this.#path = path;
    this.#carryOut = carryOut;
    this.#undo = undo;
  }

  /**
   * @param isAlone it writes into the tables itself, behind everything that came before, and gets no transaction
   * @returns what the operation returned, once that is on disk
   * @throws what it threw; SlurmError `STATE_DISK_FULL` and the like when it could not be stored
   */
  push<Result>(operation: (transaction: Transaction) => Result, isAlone = false): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operation, isAlone, resolve, reject });
      this.#draining ??= this.#drain().finally(() => {
        this.#draining = undefined;
      });
    });
  }

  /** Resolves once nothing is waiting. */
  async idle(): Promise<void> {
    await this.#draining;
    await this.#root.flushed;
  }

  async #drain(): Promise<void> {
    // Others of the same turn come along.
    await undefined;
    while (this.#waiting.length > 0) {
      let batch: Waiting[] = [];
      let failure: unknown;
      try {
        await this.#root.transaction(() => {
          batch = this.#take();
          try {
            if (batch[0]!.isAlone) attempt(batch[0]!, undefined as never);
            else this.#carryOut(batch);
          } catch (cause) {
            failure = cause;
          }
        });
      } catch (cause) {
        failure = await commitCause(cause);
        if (batch.length === 0) batch = this.#take();
      }
      if (failure !== undefined) {
        this.#undo();
        const error = storeError(failure, this.#path);
        for (const { reject } of batch) reject(error);
        continue;
      }
      // The next batch need not wait until this one is on the disk.
      void Promise.resolve(this.#root.flushed).then(() => settle(batch));
    }
  }

  /** All that wait, up to the first that has to be alone. */
  #take(): Waiting[] {
    const all = this.#waiting;
    const alone = all.findIndex(({ isAlone }) => isAlone);
    const batch = alone < 0 ? all : all.slice(0, Math.max(1, alone));
    this.#waiting = all.slice(batch.length);
    return batch;
  }
}

function settle(batch: readonly Waiting[]): void {
  for (const { outcome, resolve, reject } of batch) {
    if (outcome && 'value' in outcome) resolve(outcome.value as never);
    else reject(outcome?.error);
  }
}

/** LMDB's binding tells why a commit failed in a promise of its own, which must not be left unhandled. */
async function commitCause(error: unknown): Promise<unknown> {
  const cause = (error as { commitError?: Promise<unknown> }).commitError;
  if (!cause) return error;
  const told = cause.then(
    () => error,
    (reason: unknown) => reason,
  );
  return Promise.race([told, new Promise((resolve) => setTimeout(resolve, 100, error))]);
}
