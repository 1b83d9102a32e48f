import { type TObject, type TSchema, Type } from '@sinclair/typebox';
import { once } from '../../engine/once.ts';
import { describeJob, type GivenOption } from '../../slurm/describe-job.ts';
import type { JobDescription } from '../../slurm/job-description.ts';
import {
  fieldNames,
  type OptionValue,
  SBATCH_OPTIONS,
  type SbatchOption,
} from '../../slurm/sbatch-options.ts';

const WORD = Type.Union([Type.Integer(), Type.String()]);

const KINDS: Readonly<Record<SbatchOption['kind'], TSchema>> = {
  flag: Type.Boolean(),
  text: Type.String(),
  choice: Type.String(),
  number: WORD,
  memory: WORD,
  duration: WORD,
  moment: WORD,
  list: Type.Union([Type.String(), Type.Integer(), Type.Array(WORD)]),
  range: Type.Union([
    Type.Integer(),
    Type.String(),
    Type.Array(Type.Integer(), { minItems: 1, maxItems: 2 }),
  ]),
  environment: Type.Union([
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    Type.Array(Type.String()),
  ]),
};

/** Options that a request may carry, by every name they have there. */
function namesFor(use: 'submit' | 'update'): ReadonlyMap<string, SbatchOption> {
  const names = new Map<string, SbatchOption>();
  for (const option of SBATCH_OPTIONS) {
    if (!option.read || (option.use !== undefined && option.use !== use)) continue;
    for (const name of fieldNames(option)) names.set(name, option);
  }
  return names;
}

function propertyOf(name: string, option: SbatchOption): TSchema {
  const [main = name] = fieldNames(option);
  const type = KINDS[option.kind];
  const schema =
    option.argument === 'optional' && option.kind !== 'flag' ? Type.Union([Type.Boolean(), type]) : type;
  const description =
    name === main ? `${option.summary[0]!.toUpperCase()}${option.summary.slice(1)}.` : `Same as \`${main}\`.`;
  return Type.Optional({ ...schema, description });
}

/** One kind of request: its schema, and how its members become a description. */
interface JobRequest {
  readonly schema: TObject;
  /** The part of the schema that these members come to, as all are optional: far less to make than the whole. */
  schemaFor(members: Iterable<string>): TObject;
  /**
   * @param prefix what stands before a member's name in messages, e.g. `job.`
   * @throws SlurmError `FIELD_INVALID`
   */
  read(members: Readonly<Record<string, OptionValue>>, prefix: string): JobDescription;
}

function jobRequest(use: 'submit' | 'update', $id: string, description: string): JobRequest {
  const names = once(() => namesFor(use));
  const schemaFor = (members: Iterable<string> | undefined): TObject => {
    const properties: Record<string, TSchema> = {};
    for (const name of members ?? names().keys()) {
      const option = names().get(name);
      if (option) properties[name] = propertyOf(name, option);
    }
    return Type.Object(properties, { $id, description, additionalProperties: false });
  };
  const schema = once(() => schemaFor(undefined));
  return {
    // Made when it is read: it is the largest of all, and few commands come to it.
    get schema() {
      return schema();
    },
    schemaFor,
    read(members, prefix) {
      const known = names();
      const given: GivenOption[] = Object.entries(members).map(([name, value]) => ({
        option: known.get(name)!,
        value,
        field: prefix + name,
      }));
      return describeJob(given);
    },
  };
}

/** `job` of a submission. */
export const JOB_SUBMISSION = jobRequest(
  'submit',
  'JobSubmission',
  "What a job asks for. Names are sbatch's long options with `_` for `-`, and Slurm's other names for them.",
);

/** The body of an update. */
export const JOB_UPDATE = jobRequest(
  'update',
  'JobUpdate',
  'What to change, under the names of a submission and of `scontrol update job`.',
);
