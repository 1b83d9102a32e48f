import type { JobRecord } from './job-record.ts';

/** Rank of the first job of a store: where Slurm's priority/basic begins to count down. */
export const FIRST_RANK = 4_294_901_759;

/** Place in the queue, higher first: the rank lowered by nice; 0 = held. */
export function priorityOf({ rank, held, description }: JobRecord): number {
  return held ? 0 : Math.max(1, rank - (description.nice ?? 0));
}
