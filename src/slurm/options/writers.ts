import type { JobDescription } from '../job-description.ts';

const UNITS = ['M', 'G', 'T', 'P'];

/** The largest unit that divides it, as Slurm writes memory: 4096 → `4G`, 1500 → `1500M`. */
export function writeMemory(mib: number | undefined): string | undefined {
  if (mib === undefined) return undefined;
  let size = mib;
  let unit = 0;
  while (size > 0 && size % 1024 === 0 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return size === 0 ? '0' : `${size}${UNITS[unit]}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `[D-]HH:MM:SS`, or `UNLIMITED`. */
export function writeMinutes(minutes: number): string {
  if (!Number.isFinite(minutes)) return 'UNLIMITED';
  const days = Math.floor(minutes / 1440);
  const clock = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}:00`;
  return days > 0 ? `${days}-${clock}` : clock;
}

/** `M:SS`, which every duration may be written as, or `UNLIMITED`. */
export function writeSeconds(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return Number.isFinite(seconds) ? `${Math.floor(seconds / 60)}:${two(seconds % 60)}` : 'UNLIMITED';
}

/** Local time without its zone, as `--begin` takes it. */
export function writeMoment(seconds: number): string {
  const at = new Date(seconds * 1000);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The GPUs of a TRES text, as the options about GPUs name them: `gres/gpu:a100:2` → `a100:2`. */
export function writeGpus(tres: string | undefined): string | undefined {
  const gpus = (tres ?? '').split(',').flatMap((entry) => /^gres[/:]gpu[:=](.+)$/.exec(entry)?.[1] ?? []);
  return gpus.length > 0 ? gpus.join(',') : undefined;
}

/** A TRES text as `--gres` takes it: `gres/gpu:2,gres/shard:1` → `gpu:2,shard:1`. */
export function writeGres(tres: string | undefined): string | undefined {
  return tres
    ?.split(',')
    .map((entry) => entry.replace(/^gres[/:]/, ''))
    .join(',');
}

/** What follows a prefix; `undefined` for a text that does not begin so. */
export function after(prefix: string, text: string | undefined): string | undefined {
  return text?.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** `MIN-MAX`, or one number where they are equal. */
export function writeNodes({ min_nodes: min, max_nodes: max }: JobDescription): string | undefined {
  if (max === undefined) return min?.toString();
  return min === max ? String(max) : `${min ?? 1}-${max}`;
}
