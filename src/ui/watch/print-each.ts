/** How tables are printed one after the other. */
export interface PrintEachOptions {
  /** Seconds between the start of one table and the next. */
  readonly interval: number;
  /** Ends the series; without it only a signal does. */
  readonly signal?: AbortSignal;
  readonly print: (line: string) => void;
  /** Says what went wrong; the series goes on. */
  readonly complain: (line: string) => void;
}

/**
 * Prints the time and a table every interval, as `squeue --iterate` does, where a view cannot have the screen.
 * A daemon that is away is complained of once and waited for.
 * @param table asks for the data and makes the lines of it
 */
export async function printEach(
  table: () => Promise<readonly string[]>,
  options: PrintEachOptions,
): Promise<void> {
  const { interval, signal, print, complain } = options;
  let failure: string | undefined;
  while (!signal?.aborted) {
    const began = Date.now();
    try {
      const lines = await table();
      failure = undefined;
      for (const line of [new Date(began).toString(), ...lines, '']) print(line);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== failure) complain(text);
      failure = text;
    }
    await pause(began + interval * 1000 - Date.now(), signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, milliseconds));
    signal?.addEventListener('abort', done);
  });
}
