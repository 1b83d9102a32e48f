import { constants } from 'node:os';

const SIGNALS = constants.signals as Readonly<Record<string, number>>;

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
