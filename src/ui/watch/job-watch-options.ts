import type { CellContext, Column } from '../squeue/column.ts';
import type { SortField } from '../squeue/sort.ts';
import type { V1Job } from '../squeue/v1-job.ts';
import type { WatchOptions } from './watch.ts';

/** What a view of jobs is opened with. */
export interface JobWatchOptions extends WatchOptions {
  readonly sort: readonly SortField[];
  /** Default: those of squeue and some more. */
  readonly columns?: readonly Column[];
  /** As typed after `/`. */
  readonly filter?: string;
  /** Which jobs the view is about at all; the filter chooses among them. */
  readonly select?: (job: V1Job) => boolean;
  /** The text of cells at a moment in UNIX seconds. */
  readonly context: (now: number) => CellContext;
  /** Puts a text on the clipboard of the terminal. */
  readonly copy?: (text: string) => void;
}
