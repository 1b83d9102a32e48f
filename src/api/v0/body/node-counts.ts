import type { JobDescription } from '../../../slurm/job-description.ts';
import { problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';

/** ESLURM_DATA_CONV_FAILED. */
const UNREADABLE = 9202;
/** Slurm takes no number of nodes beyond. Source: slurm_opt.h, MAX_JOB_SIZE_BITMAP. */
const MOST = 10_000;

/** Whether a number of nodes is one of several, as in `1,3,5` or `1-15:4`. */
export function isNodeCounts(text: string): boolean {
  return /[,:]/.test(text);
}

/**
 * Numbers of nodes a job can do with. Source: sbatch(1), `--nodes`.
 * @throws Refused
 */
export function readNodeCounts(text: string, at: string): JobDescription {
  const counts = new Set<number>();
  for (const part of text.split(',')) {
    const [, from, to = from, step = '1'] = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (!(first > 0 && last >= first && last < MOST) || Number(step) === 0)
      throw new Refused([problem(`Unknown format: ${text}`, UNREADABLE, at)], { status: 500 });
    for (let count = first; count <= last; count += Number(step)) counts.add(count);
  }
  const sorted = [...counts].sort((a, b) => a - b);
  return { min_nodes: sorted[0]!, max_nodes: sorted.at(-1)!, job_size_str: sorted.map(String).join(',') };
}
