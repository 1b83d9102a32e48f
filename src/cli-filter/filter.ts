import type { JobOptions } from '../slurm/job-options.ts';
import type { LineLevel, Submitter } from './call.ts';

/** What a filter has to do with while one submission passes it. */
export interface FilterContext extends Omit<Submitter, 'environment'> {
  readonly environment: Readonly<Record<string, string>>;
  /** Arguments of the script, the script's own name first. */
  readonly argv: readonly string[];
  /** What the filter keeps for itself until the job is submitted. */
  readonly stored: Record<string, unknown>;
  /** `performance.now()` by when the filter has to be done. */
  readonly deadline: number;
  log(level: LineLevel, text: string): void;
}

/**
 * The three hooks of Slurm's cli_filter. Each tells why it refuses: a text for the user, `''` when it has logged
 * that already, or `undefined` when it does not refuse. Source: cli_filter plugin API of Slurm.
 */
export interface Filter {
  /** Called twice as sbatch does, `early` first; what is set counts where the user says nothing. */
  setupDefaults(options: JobOptions, early: boolean): Verdict | Promise<Verdict>;
  /** @param offset of the component in a het job, else 0 */
  preSubmit(options: JobOptions, offset: number): Verdict | Promise<Verdict>;
  postSubmit(jobId: number, offset: number): void | Promise<void>;
  close(): void;
}

export type Verdict = string | undefined;

/** Makes a filter for one call; the file is looked at as it is now. */
export type OpenFilter = (context: FilterContext) => Filter | Promise<Filter>;
