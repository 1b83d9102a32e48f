/** Ctrl-C, waited for. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Settles when it came. */
  readonly came: Promise<'interrupted'>;
  /** Stops listening; from then on Ctrl-C ends the process as ever. */
  release(): void;
}

/** Listens for one Ctrl-C; a second one ends the process, whatever it does. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let listener = () => {};
  const came = new Promise<'interrupted'>((resolve) => {
    listener = () => {
      controller.abort();
      resolve('interrupted');
    };
  });
  process.once('SIGINT', listener);
  return { signal: controller.signal, came, release: () => void process.off('SIGINT', listener) };
}
