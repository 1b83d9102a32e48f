import type { JobDescription } from '../job-description.ts';

/** A value as a JSON body carries it, or as the text of a command line; `true` is an option without its value. */
export type OptionValue =
  | string
  | number
  | boolean
  | readonly (string | number)[]
  | Readonly<Record<string, string | number>>;

/** How a value may be written; decides its JSON types: a `number` may come as text, a `list` joined by commas. */
export type ValueKind =
  | 'flag'
  | 'number'
  | 'text'
  | 'list'
  | 'range'
  | 'memory'
  | 'duration'
  | 'moment'
  | 'choice'
  | 'environment';

/** One option of sbatch(1) or scontrol(1) update: its names, how its value is written and what it changes. */
export interface SbatchOption {
  /** Long option without dashes; a request body writes `_` for `-`. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** Other names of it in a request body: Slurm's record members, scontrol's and slurmrestd's names. */
  readonly aliases: readonly string[];
  /** Whether the command line gives it a value; `optional` values are joined with `=`. */
  readonly argument: 'none' | 'optional' | 'required';
  readonly kind: ValueKind;
  /** A phrase in lower case, for help texts and the OpenAPI document. */
  readonly summary: string;
  /** Where it is known; absent = on command lines and in request bodies. */
  readonly place?: 'command' | 'request';
  /** In which requests; absent = submissions and updates. */
  readonly use?: 'submit' | 'update';
  /**
   * What the value asks for. Absent for options the command itself obeys, such as `--wait`.
   * @param field name of the field in error messages, e.g. `job.ntasks` or `--ntasks`
   * @throws SlurmError `FIELD_INVALID`
   */
  readonly read?: (value: OptionValue, field: string) => JobDescription;
  /**
   * What the option would have to be for the description to be as it is; `undefined` where it was not given. Absent
   * for options that are short for others, such as `--hint`.
   */
  readonly write?: (job: JobDescription) => string | boolean | undefined;
}
