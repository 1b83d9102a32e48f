import type { JobConditions, SelectedStep } from '../../../../slurm/accounting/conditions.ts';
import type { SaidJob } from '../../../../slurm/accounting/edit.ts';
import { memberAt, missing, readFields, readList } from '../../body/read-fields.ts';
import { readObject, readValue } from '../../body/read-value.ts';
import { typedFields } from '../../body/typed-fields.ts';
import type { Endpoint, EndpointContext } from '../../endpoint.ts';
import { INVALID_QUERY, type Problem, problem } from '../../envelope/problems.ts';
import { asking, Refused } from '../../refused.ts';
import { accountingFor, askForRecords } from '../ask-accounting.ts';
import { readLookups } from '../lookups.ts';
import { parseStep } from '../queries/read-parameter.ts';
import { unlessNothingChanged } from './nothing-changed.ts';
import { ENVELOPE, type Reading, type RecordKind, readRecord, saidTables } from './read-record.ts';

export const JOB_MODIFY: RecordKind = {
  schema: 'JOB_MODIFY',
  required: [],
  tables: saidTables(
    `comment.administrator:string derived_exit_code:process_exit_code_req comment.job:string extra:string
     comment.system:string tres.allocated:tres_list wckey:string`,
    {
      'comment.administrator': 'admin_comment',
      derived_exit_code: 'derived_ec',
      'comment.job': 'derived_es',
      'comment.system': 'system_comment',
      'tres.allocated': 'tres_alloc_str',
    },
  ),
};

const EXIT_CODE = typedFields(
  'status:process_exit_code_status return_code:uint32 signal.id:uint16 signal.name:string',
);
const SEVERAL = typedFields(`job_id_list:selected_step_list job_rec:job_modify ${ENVELOPE}`);

/** ESLURM_DATA_CONV_FAILED. */
const UNREADABLE = 9202;

/** What is said of a job. @throws Refused */
function readJob(body: unknown, at: string, reading: Reading): SaidJob {
  const { derived_ec: _, ...said } = readRecord<SaidJob>(body, at, JOB_MODIFY, reading);
  const code = readExitCode(memberAt(body, 'derived_exit_code'), `${at}derived_exit_code/`, reading);
  return { ...said, ...(code !== undefined && { derived_ec: code }) };
}

/** A wait(2) status word: alone, or as the return code of an object. @throws Refused */
function readExitCode(value: unknown, at: string, reading: Reading): number | undefined {
  if (value === undefined || value === null) return undefined;
  const isNumber = typeof value === 'number' || /^-?\d+$/.test(String(value));
  const code = isNumber
    ? readValue(value, 'uint32', at, reading)
    : readFields(value, { fields: EXIT_CODE, schema: 'PROCESS_EXIT_CODE_VERBOSE', at }, reading).get(
        'return_code',
      );
  return typeof code === 'number' ? code : undefined;
}

/** Reads what a body says; what goes wrong is a failure of the request as a whole. @throws Refused */
async function reading<Said>(
  context: EndpointContext,
  source: string,
  read: (reading: Reading) => Said,
): Promise<Said> {
  const { version, problems, warnings, caller } = context;
  const lookups = await asking(
    readLookups(accountingFor(context), caller),
    'slurmdb_qos_get failed',
    'prereqs',
  );
  const rejected = (found: readonly Problem[], status?: number) => {
    const description = 'Rejecting request. Failure parsing job update request.';
    const told = [...found, problem(description, INVALID_QUERY, source)];
    return new Refused(told, status === undefined ? {} : { status });
  };
  try {
    const said = read({ version, problems, warnings, lookups });
    if (problems.length > 0) throw new Refused(problems.splice(0), { status: 500 });
    return said;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw error.problems.length > 0 ? rejected(error.problems, error.status) : rejected([]);
  }
}

/** Makes the jobs what is said, and answers with which they are. */
async function modify(
  context: EndpointContext,
  source: string,
  steps: readonly SelectedStep[],
  said: SaidJob,
): Promise<object> {
  const conditions: JobConditions = { step_list: steps, flags: ['NO_DEFAULT_USAGE'] };
  const question = { func: 'slurmdb_job_modify', source };
  return unlessNothingChanged(async () => {
    try {
      const answer = accountingFor(context).modifyJobs(context.caller, conditions, said);
      return { results: await askForRecords(context, question, answer) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const last = problem('Job update requested failed', 0, 'slurmdb_job_modify()');
      throw new Refused([...error.problems, last], { status: error.status });
    }
  });
}

const COMMON = { method: 'POST', plugin: 'slurmdb', since: 44, response: 'openapi_job_modify_resp' } as const;

export const postAccountedJob: Endpoint = {
  ...COMMON,
  path: 'job/{job_id}',
  id: 'post_job',
  summary: 'Change a job of the accounting storage',
  description:
    'As sacctmgr modify job: each run of the job, of an array all its tasks. Users change jobs of their own, and comments of administrators and of the system only administrators.',
  body: 'job_modify',
  async handler(context) {
    const step = parseStep(context.params['job_id']!);
    if (!step) {
      const description = 'Rejecting request. Failure parsing query parameters';
      throw new Refused([problem(description, INVALID_QUERY, 'op_handler_job')]);
    }
    const source = '_job_post_update';
    const said = await reading(context, source, (told) => readJob(context.body ?? {}, '#/', told));
    return modify(context, source, [step], said);
  },
};

/** @throws Refused */
function readSteps(value: unknown, told: Reading): readonly SelectedStep[] {
  const list = Array.isArray(value)
    ? value
    : String(value ?? '')
        .split(',')
        .filter(Boolean);
  return readList(list, '#/job_id_list/').map(([entry, at]) => {
    const text = readValue(entry, 'string', at, told);
    if (typeof entry === 'object') {
      const description = `Expecting string but got ${JSON.stringify(entry)}`;
      throw new Refused([problem(description, UNREADABLE, at)], { status: 500 });
    }
    const step = parseStep(String(text));
    if (!step) throw new Refused([]);
    return step;
  });
}

export const postAccountedJobs: Endpoint = {
  ...COMMON,
  path: 'jobs',
  id: 'post_jobs',
  summary: 'Change jobs of the accounting storage',
  description: 'All that are listed in the same way, as sacctmgr modify job.',
  body: 'openapi_job_modify_req',
  async handler(context) {
    const source = '_jobs_post_update';
    const [steps, said] = await reading(context, source, (told) => {
      const body = readObject(context.body, '#/');
      const listed = readSteps(body['job_id_list'], told);
      // Without it slurmrestd ends, and a list of no jobs is every job there is to it; who means that can list them.
      if (!Object.hasOwn(body, 'job_rec')) throw missing('job_rec');
      if (listed.length === 0) throw missing('job_id_list');
      const job = readJob(body['job_rec'], '#/job_rec/', told);
      readFields(body, { fields: SEVERAL, schema: 'OPENAPI_JOB_MODIFY_REQ', at: '#/' }, told);
      return [listed, job] as const;
    });
    return modify(context, source, steps, said);
  },
};
