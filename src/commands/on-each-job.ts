import type { Io } from '../cli/io.ts';
import { type Failure, isFailure } from '../cli/render-error.ts';
import { canDraw, ProgressDisplay } from '../ui/progress/display.ts';

/** Requests under way at a time. */
const CONCURRENCY = 16;

/**
 * Acts on jobs, on the others too where one fails; the failures in the order they happened. Where they are many,
 * a terminal shows how many are done.
 */
export async function onEachJob(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  { stderr }: Pick<Io, 'stderr'>,
): Promise<readonly Failure[]> {
  const counted = ids.length > CONCURRENCY && canDraw(stderr, process.env);
  const display = counted ? new ProgressDisplay(stderr, process.env) : undefined;
  let done = 0;
  const failures: Failure[] = [];
  let next = 0;
  const worker = async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      try {
        await act(id);
      } catch (error) {
        if (!isFailure(error)) throw error;
        failures.push(error);
      }
      done += 1;
      display?.draw([`${done} of ${ids.length} jobs`]);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  } finally {
    display?.end();
  }
  return failures;
}
