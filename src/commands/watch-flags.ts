import type { Interfaces } from '@oclif/core';
import { boolean, string } from '@oclif/core/flags';
import { SlurmError } from '../slurm/error.ts';

/** Seconds between refreshes where none are given. */
const DEFAULT_INTERVAL = 2;
const SHORTEST_INTERVAL = 0.5;

/** Flags of commands that can keep showing what they show. */
export const watchFlags = {
  watch: boolean({
    summary: 'Keep showing, on the whole screen of a terminal; --watch=SECONDS sets --interval.',
    description:
      'Off a terminal, under TERM=dumb and for screen readers (INK_SCREEN_READER=true): a plain table every time.',
  }),
  interval: string({
    char: 'i',
    summary: `Seconds between refreshes, default ${DEFAULT_INTERVAL}; implies --watch.`,
    helpValue: 'SECONDS',
  }),
};

type WatchFlags = Interfaces.InferredFlags<typeof watchFlags>;

/** Makes `--watch=5` of a command line what oclif's flags can say: a flag takes a value always or never. */
export function separateInterval(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return argv.map((word, index) => {
    const isFlag = word.startsWith('--watch=') && (end < 0 || index < end);
    return isFlag ? word.replace('--watch=', '--interval=') : word;
  });
}

/**
 * Seconds between refreshes, or undefined where the command shows once.
 * @throws SlurmError `FIELD_INVALID`
 */
export function watchInterval({ watch, interval }: WatchFlags): number | undefined {
  if (interval === undefined) return watch ? DEFAULT_INTERVAL : undefined;
  const seconds = Number(interval);
  if (interval.trim() !== '' && seconds >= SHORTEST_INTERVAL && Number.isFinite(seconds)) return seconds;
  throw new SlurmError('FIELD_INVALID', {
    field: '--interval',
    problem: `"${interval}" is no number of seconds from ${SHORTEST_INTERVAL} up`,
  });
}
