import type { JobDescription } from './job-description.ts';
import type { OptionValue, SbatchOption } from './options/option.ts';
import { invalid } from './options/readers.ts';

/** One option as the user gave it. */
export interface GivenOption {
  readonly option: SbatchOption;
  readonly value: OptionValue;
  /** The name in error messages, e.g. `job.ntasks` or `--ntasks`. */
  readonly field: string;
}

/** Members that several options add to, as `--gres` and `--gpus-per-node` do. */
const JOINED: readonly string[] = [
  'tres_per_node',
  'tres_per_task',
  'tres_bind',
  'tres_freq',
  'mem_per_tres',
];

/**
 * What a set of options asks for. Options of different levels (script, environment, command line) are read
 * apart and spread over one another, so that a later `--mem` replaces an earlier `--mem-per-cpu`.
 * @throws SlurmError `FIELD_INVALID` for a value that cannot be read, and for two options that exclude each other
 */
export function describeJob(given: Iterable<GivenOption>): JobDescription {
  const description: Record<string, unknown> = {};
  const source: Record<string, string> = {};
  for (const { option, value, field } of given) {
    for (const [key, wanted] of Object.entries(option.read?.(value, field) ?? {})) {
      const earlier = source[key];
      if (earlier === undefined) description[key] = wanted;
      else if (JOINED.includes(key)) description[key] = `${description[key]},${wanted}`;
      else if (!same(description[key], wanted))
        throw invalid(field, `cannot be given together with ${earlier}`);
      source[key] = field;
    }
  }
  return description as JobDescription;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Fills in the counts that follow from others, as sbatch(1) does before it submits: the number of tasks from
 * nodes and tasks per node, and the least number of CPUs from the tasks.
 */
export function completeDescription(description: JobDescription): JobDescription {
  const { min_nodes, ntasks_per_node, cpus_per_task = 1, overcommit } = description;
  const tasks =
    description.num_tasks ??
    (ntasks_per_node !== undefined && min_nodes !== undefined ? ntasks_per_node * min_nodes : undefined);
  const cpus =
    description.min_cpus ??
    (overcommit === true || (tasks === undefined && description.cpus_per_task === undefined)
      ? undefined
      : (tasks ?? 1) * cpus_per_task);
  return {
    ...description,
    ...(tasks !== undefined && { num_tasks: tasks }),
    ...(cpus !== undefined && { min_cpus: cpus }),
  };
}
