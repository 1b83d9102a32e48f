import { type Failure, isFailure } from '../cli/render-error.ts';

/** Requests under way at a time. */
const CONCURRENCY = 16;

/** Acts on jobs, on the others too where one fails; the failures in the order they happened. */
export async function onEachJob(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
): Promise<readonly Failure[]> {
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
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return failures;
}
