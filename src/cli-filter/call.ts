import type { Caller } from '../slurm/caller.ts';
import type { JobDescription } from '../slurm/job-description.ts';

/** What a filter is asked: before a submission about all its components, and after it once more. */
export type FilterCall = Submitter & {
  /** Milliseconds the answer may take. */
  readonly limitMs: number;
} & (
    | { readonly when: 'before'; readonly jobs: readonly JobDescription[] }
    | {
        readonly when: 'after';
        /** Of a het job its leader's. */
        readonly jobId: number;
        readonly components: number;
        /** What the filter kept for itself before. */
        readonly stored: Stored;
      }
  );

/** Who submits, as filters may know it. */
export interface Submitter {
  readonly user: Pick<Caller, 'name' | 'uid' | 'gid'>;
  /** `NAME=value` entries of the job, as it will find them. */
  readonly environment: readonly string[];
}

export type Stored = Readonly<Record<string, unknown>>;

export type LineLevel = 'error' | 'info' | 'verbose' | 'debug';

/** A line of a filter: errors and information are for the user, the rest is for the log. */
export interface Line {
  readonly level: LineLevel;
  readonly text: string;
}

export interface FilterAnswer {
  readonly lines: readonly Line[];
  /** The components as the filter wants them; absent when it refused them, and after a submission. */
  readonly jobs?: readonly JobDescription[];
  readonly stored?: Stored;
  /** Why the filter refused, where it said so by itself. */
  readonly refused?: string;
}

/** What a filter thread sends back: an answer, or what went wrong. */
export type FilterReply = { readonly answer: FilterAnswer } | { readonly problem: string };

/** @param late what did not happen, such as `has not answered` */
export const notWithin = (late: string, limitMs: number): string =>
  `it ${late} within ${limitMs / 1000} seconds`;
