import type { JobDescription } from './job-description.ts';
import { fieldNames, type OptionValue, SBATCH_OPTIONS, type SbatchOption } from './sbatch-options.ts';

/** Who a job belongs to is settled before anybody gets to change what it asks for. */
const SETTLED = ['uid', 'gid'];

/** The options of sbatch that describe a job, by name; those with a reader of a request too, e.g. `job_name`. */
const OPTIONS: ReadonlyMap<string, SbatchOption> = new Map(
  SBATCH_OPTIONS.filter(({ read, place, use }) => read && place !== 'request' && use !== 'update').flatMap(
    (option) => [option.name, fieldNames(option)[0]!].map((name) => [name, option]),
  ),
);

/** Every option of sbatch, those too that a job description knows nothing of. */
const KNOWN = new Set(SBATCH_OPTIONS.map(({ name }) => name));

/**
 * A job description under the names and in the values of sbatch's long options: what is read from here could be
 * typed there. Setting an option replaces what it stood for.
 */
export class JobOptions {
  #job: JobDescription;
  /** What each option that was set stands for. */
  readonly #given = new Map<string, JobDescription>();

  constructor(job: JobDescription) {
    this.#job = job;
  }

  get description(): JobDescription {
    return this.#job;
  }

  /** The value of an option; `undefined` where it was not given or does not exist. */
  get(name: string): string | boolean | undefined {
    return OPTIONS.get(name)?.write?.(this.#job);
  }

  /** Whether sbatch has an option of this name. */
  static has(name: string): boolean {
    return OPTIONS.has(name) || KNOWN.has(name);
  }

  /** How the value of an option is written; `undefined` for those that describe no job. */
  static kind(name: string): SbatchOption['kind'] | undefined {
    return OPTIONS.get(name)?.kind;
  }

  /** The options that are given, in the order of the table. */
  names(): string[] {
    return [...new Set(OPTIONS.values())].flatMap(({ name }) => (this.get(name) === undefined ? [] : [name]));
  }

  /**
   * @returns false for an option that is none, or that describes no job
   * @throws SlurmError `FIELD_INVALID` for a value that sbatch would not take
   */
  set(name: string, value: OptionValue): boolean {
    const option = OPTIONS.get(name);
    if (!option?.read || SETTLED.includes(option.name)) return false;
    const described = option.read(value, `--${option.name}`);
    this.unset(name);
    this.#job = { ...this.#job, ...described };
    this.#given.set(option.name, described);
    return true;
  }

  /** Takes an option back, as if it had never been given. */
  unset(name: string): void {
    const option = OPTIONS.get(name);
    const value = this.get(name);
    if (!option?.read || value === undefined || SETTLED.includes(option.name)) return;
    const members = new Set(Object.keys(option.read(value, `--${option.name}`)));
    this.#job = Object.fromEntries(
      Object.entries(this.#job).filter(([member]) => !members.has(member)),
    ) as JobDescription;
    this.#given.delete(option.name);
  }

  /** `job` with the options set here where it says nothing itself. */
  under(job: JobDescription): JobDescription {
    const missing = [...this.#given.values()].filter((part) =>
      Object.keys(part).every((member) => !(member in job)),
    );
    return Object.assign({}, ...missing, job) as JobDescription;
  }
}
