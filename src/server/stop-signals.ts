import type { Log } from '../slurm/log.ts';

/**
 * Resolves at the first SIGTERM or SIGINT; at the second `force` is called, whatever goes on.
 * @returns the signal, and a way to listen no more
 */
export function stopSignals(log: Log, force: () => void): { stop: Promise<NodeJS.Signals>; release(): void } {
  let resolveStop: (signal: NodeJS.Signals) => void = () => {};
  const stop = new Promise<NodeJS.Signals>((resolve) => {
    resolveStop = resolve;
  });
  let count = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    count += 1;
    if (count > 1) force();
    else {
      log.info(`${signal}: finishing the requests that are here; once more to stop at once`);
      resolveStop(signal);
    }
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  return {
    stop,
    release: () => void process.off('SIGTERM', onSignal).off('SIGINT', onSignal),
  };
}
