import type { CellContext, Column } from '../squeue/column.ts';
import type { SortField } from '../squeue/sort.ts';
import type { V1Job } from '../squeue/v1-job.ts';
import type { Theme } from './theme.ts';

/** What a view of jobs is opened with. */
export interface JobWatchOptions {
  /** Seconds between requests. */
  readonly interval: number;
  readonly sort: readonly SortField[];
  /** Default: those of squeue and some more. */
  readonly columns?: readonly Column[];
  /** As typed after `/`. */
  readonly filter?: string;
  /** Which jobs the view is about at all; the filter chooses among them. */
  readonly select?: (job: V1Job) => boolean;
  readonly theme: Theme;
  /** The text of cells at a moment in UNIX seconds. */
  readonly context: (now: number) => CellContext;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Microseconds of CPU this process used. */
  readonly cpuUsage?: () => number;
  /** Puts a text on the clipboard of the terminal. */
  readonly copy?: (text: string) => void;
  /** Stops the process until it is continued. */
  readonly suspend?: () => void;
}
