import { formatTime } from '../squeue/timestamps.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** Seconds as scontrol(1) prints RunTime: `00:00:59`, `1-00:00:00`. */
export function clockText(seconds: number): string {
  if (!(seconds >= 0)) return 'INVALID';
  const whole = Math.trunc(seconds);
  const days = Math.trunc(whole / 86_400);
  const clock = [Math.trunc(whole / 3600) % 24, Math.trunc(whole / 60) % 60, whole % 60].map(two).join(':');
  return days > 0 ? `${days}-${clock}` : clock;
}

/** A limit in minutes: `unset`, `UNLIMITED` or a length of time. */
export function minutesText(minutes: number | undefined, unset: string): string {
  if (minutes === undefined) return unset;
  return minutes === Number.POSITIVE_INFINITY ? 'UNLIMITED' : clockText(minutes * 60);
}

/** A local point in time, `2019-09-10T16:59:36`; UNIX seconds in, 0 is `unset`. */
export function momentText(seconds: number, unset: string): string {
  return seconds === 0 ? unset : formatTime(seconds, 'standard', seconds);
}

/** A number that may be open: `*`. */
export function star(value: number | undefined): string {
  return value === undefined ? '*' : String(value);
}
