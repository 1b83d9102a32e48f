import { toWidth } from '../text-width.ts';
import type { ScreenLine } from './line.tsx';
import type { Polled } from './poller.ts';

/** Seconds in a few characters: `3 s`, `4 min`, `2 h`. */
function briefly(seconds: number): string {
  if (seconds < 120) return `${Math.max(0, Math.round(seconds))} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** How old the data is and how often it is asked for. */
export function freshness(polled: Polled<unknown>, now: number): string {
  const every =
    polled.pace > polled.interval * 1.5 ? `${briefly(polled.pace)} (slow)` : `${polled.interval} s`;
  const failures =
    polled.failures > 0 ? `, ${polled.failures} ${polled.failures === 1 ? 'error' : 'errors'}` : '';
  if (polled.paused) return `paused at ${clock(polled.at)}${failures}`;
  return `${clock(polled.at || now)} every ${every}${failures}`;
}

function clock(milliseconds: number): string {
  const date = new Date(milliseconds);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** The banner over data that is not fresh any more; undefined while all is well. */
export function staleLine(polled: Polled<unknown>, now: number, width: number): ScreenLine | undefined {
  const { at, failure, paused, pace } = polled;
  const age = (now - at) / 1000;
  const late = !paused && at > 0 && age > 3 * pace + 5;
  if (!failure && !late) return undefined;
  const what = at === 0 ? 'No data yet' : `Stale: as of ${briefly(age)} ago`;
  const why = failure ?? 'No answer';
  const next = paused ? 'Paused' : `Trying again every ${briefly(pace)}`;
  const text = ` ${what}. ${why.replace(/\.$/, '')}. ${next}.`;
  return [{ text: toWidth(text, width, 'left'), inverse: true, tone: 'bad', bold: true }];
}
