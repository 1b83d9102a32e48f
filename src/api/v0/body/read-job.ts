import { accounts } from '../../../slurm/accounts.ts';
import { describeJob, type GivenOption } from '../../../slurm/describe-job.ts';
import { SlurmError } from '../../../slurm/error.ts';
import type { JobDescription } from '../../../slurm/job-description.ts';
import {
  fieldNames,
  type OptionValue,
  SBATCH_OPTIONS,
  type SbatchOption,
} from '../../../slurm/sbatch-options.ts';
import { signalNumber } from '../../../slurm/signal-name.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';
import { DIRECT, limits } from './direct-members.ts';
import { JOB_DESC, RLIMITS } from './job-desc-table.ts';
import { isNodeCounts, readNodeCounts } from './node-counts.ts';
import { readFields } from './read-fields.ts';
import type { Told, Value } from './read-value.ts';

/** ESLURM_DATA_CONV_FAILED: slurmrestd's number of a value it cannot convert. */
const UNREADABLE = 9202;

/** SchedMD's names of options that sbatch calls otherwise. */
const OPTION_NAMES: Readonly<Record<string, string>> = { cpu_frequency: 'cpu_freq' };

const OPTIONS: ReadonlyMap<string, SbatchOption> = new Map(
  SBATCH_OPTIONS.flatMap((option) => fieldNames(option).map((name) => [name, option] as const)),
);

/** Said elsewhere: where the request stands, or what the path says already. */
const PASSED_OVER = new Set(['script', 'job_id', 'hetjob_group', 'step_id', 'crontab']);

/** A job of a request: what it asks for, and its script. */
interface AskedJob {
  readonly description: JobDescription;
  readonly script: string | undefined;
}

/**
 * Reads a job_desc_msg.
 * @param at where it stands, e.g. `#/job/`
 * @param use what it is for
 * @throws Refused
 */
export async function readJob(
  body: unknown,
  at: string,
  use: 'submit' | 'update',
  told: Told,
): Promise<AskedJob> {
  const members = readFields(body, { fields: JOB_DESC, schema: 'JOB_DESC_MSG', at }, told);
  if ((body as { crontab?: unknown }).crontab)
    told.warnings.push({
      description: 'crontab submissions are not supported',
      source: `${at}crontab/`,
    });
  const script = members.get('script');
  const given: GivenOption[] = [];
  const directly: JobDescription[] = [];
  const { rlimits } = body as { rlimits?: unknown };
  if (rlimits)
    directly.push(
      ...limits(readFields(rlimits, { fields: RLIMITS, schema: 'JOB_DESC_MSG', at: `${at}rlimits/` }, told)),
    );
  for (const [name, value] of members) {
    const source = `${at}${name}/`;
    if (PASSED_OVER.has(name) || WARNING_SIGNAL.has(name) || isNothing(value)) continue;
    if (name === 'nodes' && isNodeCounts(String(value))) {
      directly.push(readNodeCounts(String(value), source));
      continue;
    }
    const direct = DIRECT[name];
    if (direct && (name !== 'end_time' || use === 'submit')) {
      directly.push(direct(value, source));
      continue;
    }
    const option = OPTIONS.get(OPTION_NAMES[name] ?? name);
    if (!option?.read || (option.use !== undefined && option.use !== use && use === 'submit')) {
      const description = `"${name}" is known to this API but cannot be carried out here; leave it out`;
      throw new Refused([problem(description, INVALID_QUERY, source)]);
    }
    given.push({ option, value: await optionValue(name, value), field: source });
  }
  try {
    const said = { ...describeJob(given), ...warningSignal(members, at, told) };
    return {
      description: withDirect(said, directly),
      script: script === undefined ? undefined : String(script),
    };
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    throw new Refused([problem(error.message, UNREADABLE, error.source || at)], { status: 500 });
  }
}

/** With what sbatch has no option for; variables are added to those there are. */
function withDirect(said: JobDescription, directly: readonly JobDescription[]): JobDescription {
  const environment = directly.flatMap((one) => one.environment ?? []);
  return {
    ...Object.assign({}, said, ...directly),
    ...((said.environment || environment.length > 0) && {
      environment: [...(said.environment ?? []), ...environment],
    }),
  };
}

/** False, and lists and texts of nothing, ask for nothing. */
function isNothing(value: Value): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

async function optionValue(name: string, value: Value): Promise<OptionValue> {
  switch (name) {
    case 'user_id':
      return idOf(String(value), async (text) => (await accounts.byName(text))?.uid);
    case 'group_id':
      return idOf(String(value), async (text) => accounts.groupId?.(text));
    case 'open_mode':
      return String((value as readonly string[])[0]).toLowerCase();
    case 'shared':
      return ['none', 'oversubscribe', 'user', 'mcs', 'topo'].indexOf((value as readonly string[])[0]!);
    default:
      return value;
  }
}

/** An id given as number or name; a name nobody has stays for the option to refuse. */
async function idOf(text: string, look: (name: string) => Promise<number | undefined>): Promise<OptionValue> {
  return /^\d+$/.test(text) ? Number(text) : ((await look(text)) ?? text);
}

/** sbatch's `--signal`, which here is in three parts. */
const WARNING_SIGNAL = new Set(['kill_warning_signal', 'kill_warning_delay', 'kill_warning_flags']);

function warningSignal(members: ReadonlyMap<string, Value>, at: string, told: Told): JobDescription {
  const name = members.get('kill_warning_signal');
  const delay = members.get('kill_warning_delay');
  const flags = members.get('kill_warning_flags');
  const number = name === undefined ? undefined : signalNumber(String(name));
  if (name !== undefined && number === undefined)
    told.warnings.push({ description: `Unknown signal ${name}`, source: `${at}kill_warning_signal/` });
  return {
    ...(number !== undefined && { warn_signal: number }),
    ...(typeof delay === 'number' && { warn_time: delay }),
    ...(Array.isArray(flags) && flags.includes('BATCH_JOB') && { warn_batch_only: true }),
  };
}
