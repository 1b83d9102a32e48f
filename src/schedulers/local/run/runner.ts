import type { SignalScope } from '../../../slurm/scheduler.ts';
import type { Step } from './read-steps.ts';

/** Everything needed to start one batch job once; plain data. */
export interface Launch {
  /**
   * Path that stands for this start (one per job and restart), in the runner's folder: its records are beside it,
   * see start-record.ts, and the steps of the job in it. It is all that {@link Runner.adopt} needs.
   */
  readonly directory: string;
  readonly script: string;
  /** Arguments of the script, without its name. */
  readonly arguments: readonly string[];
  /** The complete environment, `NAME=value`. */
  readonly environment: readonly string[];
  readonly workDir: string;
  /** Absolute paths, patterns already filled in. */
  readonly stdin: string;
  readonly stdout: string;
  /** The same path as {@link stdout} joins both streams. */
  readonly stderr: string;
  readonly openMode: 'append' | 'truncate';
  readonly uid: number;
  readonly gid: number;
}

/** How a start ended. */
export interface Exit {
  /** wait(2) status word: exit code << 8, or the signal. */
  readonly waitStatus: number;
  /** UNIX seconds, with fraction. */
  readonly endTime: number;
  /** CPU seconds of the job's processes, where known. */
  readonly userSeconds: number | undefined;
  readonly systemSeconds: number | undefined;
  /** KiB of the largest of the job's processes, where known. */
  readonly maxRss?: number | undefined;
  /** What sruns started, where there were any. */
  readonly steps?: readonly Step[];
  /** How it ended is not known: its shepherd was killed. What was left of it was killed then; status 9. */
  readonly lost?: true;
}

/** What became of a start of an earlier leader. */
export type Adopted =
  /** Its processes live; the exit listener will hear of the end. */
  | { readonly outcome: 'running' }
  | { readonly outcome: 'exited'; readonly exit: Exit }
  /** Nothing ran and nothing of this start ever will: it is safe to start the job anew. */
  | { readonly outcome: 'never-started' }
  /** It ran, but how it ended is not known (the machine went down). */
  | { readonly outcome: 'lost' };

/** Runs batch scripts that outlive the process which started them. */
export interface Runner {
  /**
   * Resolves once the job's process exists and would be found by {@link adopt} after a kill -9 of this process.
   * @throws SlurmError when it could not be started (working directory, output file, fork failure); then nothing ran.
   */
  start(launch: Launch): Promise<void>;
  adopt(directory: string): Promise<Adopted>;
  /** Signals the processes of a running start; false when there is none left to signal. */
  signal(directory: string, signal: number, scope: SignalScope): Promise<boolean>;
  /** Removes what is left of a start whose end has been recorded elsewhere. */
  discard(directory: string): Promise<void>;
  /** Removes what is left of all starts but these, which are not to be started any more. */
  sweep(known: ReadonlySet<string>): Promise<void>;
  /** Hears of the end of every start that was started or adopted, once each. */
  onExit(listener: (directory: string, exit: Exit) => void): void;
  /** Stops listening; the jobs go on. */
  close(): Promise<void>;
}
