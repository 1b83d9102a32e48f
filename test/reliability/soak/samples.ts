import { readdirSync, readFileSync } from 'node:fs';

/** What a daemon takes at a moment. */
export interface Sample {
  /** Seconds since the soak began. */
  readonly at: number;
  readonly residentKib: number;
  /** Of the process's own making: heaps and stacks. */
  readonly anonymousKib: number;
  /** Pages of files that are in memory: of the program, and of the store, whose file grows with the history. */
  readonly filesKib: number;
  readonly descriptors: number;
  readonly threads: number;
}

/** Source: proc_pid_status(5). A store on tmpfs counts as shared memory there. */
export function sample(pid: number, at: number): Sample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    at: Math.round(at),
    residentKib: number('VmRSS'),
    anonymousKib: number('RssAnon'),
    filesKib: number('RssFile') + number('RssShmem'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    threads: number('Threads'),
  };
}

/** The kinds of resident memory. */
export type Memory = 'anonymousKib' | 'filesKib';

/** How a part of resident memory developed. */
export interface Trend {
  /** Seconds it was looked at, and how often. */
  readonly seconds: number;
  readonly samples: number;
  readonly firstMib: number;
  readonly lastMib: number;
  readonly highestMib: number;
  /** Of the straight line that fits best. */
  readonly mibPerHour: number;
}

/** Seconds of steady load from which a trend is judged: until then a process is still warming up. */
const JUDGED_SECONDS = 600;
/** A tenth of what a daemon takes: noise of the garbage collector stays below. */
const GROWTH = 0.1;

/** How {@link isFlat} judges, in words. */
export const FLAT_RULE = `Judged is anonymous memory: pages of the store are in its file anyway, and the kernel takes them back when it needs the room. Flat is what takes less than ${GROWTH * 100} % more at the end than at the beginning, each the mean of a tenth of the samples; the first third, in which caches fill, does not count, and less than ${JUDGED_SECONDS / 60} minutes beside it are not judged.`;

/** @returns undefined where it was not looked at for long enough */
export function isFlat({ seconds, firstMib, lastMib }: Trend): boolean | undefined {
  return seconds < JUDGED_SECONDS ? undefined : lastMib < firstMib * (1 + GROWTH);
}

/**
 * The trend after the first third, in which caches fill; first and last are means of a tenth.
 * @returns undefined for too few samples
 */
export function trendOf(samples: readonly Sample[], of: Memory): Trend | undefined {
  const steady = samples.slice(Math.floor(samples.length / 3));
  if (steady.length < 10) return undefined;
  const tenth = Math.ceil(steady.length / 10);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mib = steady.map((one) => one[of] / 1024);
  const times = steady.map(({ at }) => at / 3600);
  const [middle, centre] = [mean(times), mean(mib)];
  const above = mean(times.map((time, index) => (time - middle) * (mib[index]! - centre)));
  const below = mean(times.map((time) => (time - middle) ** 2));
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    seconds: steady.at(-1)!.at - steady[0]!.at,
    samples: steady.length,
    firstMib: round(mean(mib.slice(0, tenth))),
    lastMib: round(mean(mib.slice(-tenth))),
    highestMib: round(Math.max(...mib)),
    mibPerHour: round(above / below),
  };
}
