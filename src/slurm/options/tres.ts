import type { OptionValue } from './option.ts';
import { invalid, readList } from './readers.ts';

/**
 * GPUs as Slurm's TRES strings name them: `2` → `gres/gpu:2`, `tesla:1,volta:2` → `gres/gpu:tesla:1,gres/gpu:volta:2`.
 * Source: sbatch(1) `--gpus`.
 */
export function gpus(value: OptionValue, field: string): string {
  return readList(value, field)
    .split(',')
    .map((entry) => {
      if (!/^([\w.-]+[:=])?\d+[km]?$/i.test(entry))
        throw invalid(field, `must be a number or TYPE:NUMBER, not "${entry}"`);
      return `gres/gpu:${entry.replace('=', ':')}`;
    })
    .join(',');
}

/** `gpu:2,shard:1` → `gres/gpu:2,gres/shard:1`; `none` asks for nothing. Source: sbatch(1) `--gres`. */
export function gres(value: OptionValue, field: string): string {
  const text = readList(value, field);
  if (text.toLowerCase() === 'none') return '';
  return text
    .split(',')
    .map((entry) => {
      const bare = entry.trim().replace(/^gres[/:]/, '');
      if (!/^[A-Za-z][\w.-]*([:=][\w.-]+)*$/.test(bare))
        throw invalid(field, `must be NAME[:TYPE][:COUNT] entries joined by commas, not "${text}"`);
      return `gres/${bare.replaceAll('=', ':')}`;
    })
    .join(',');
}
