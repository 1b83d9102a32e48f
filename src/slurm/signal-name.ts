import { constants } from 'node:os';
import { didYouMean } from './nearest.ts';

/** Numbers of the signals by name, e.g. `SIGTERM`. */
export const SIGNALS = constants.signals as Readonly<Record<string, number>>;

/**
 * The number of a signal written as scancel(1) takes it: `15`, `TERM`, `SIGTERM`, in any case.
 * `undefined` when there is no such signal.
 */
export function signalNumber(text: string): number | undefined {
  const upper = text.trim().toUpperCase();
  if (/^\d+$/.test(upper)) {
    const number = Number(upper);
    return number >= 1 && number <= 64 ? number : undefined;
  }
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  return Object.hasOwn(SIGNALS, name) ? SIGNALS[name] : undefined;
}

/** For a message about a word that is no signal, see {@link didYouMean}. */
export function signalHint(text: string): string {
  const names = Object.keys(SIGNALS).map((name) => name.replace(/^SIG/, ''));
  return didYouMean(text.trim().toUpperCase().replace(/^SIG/, ''), names);
}
