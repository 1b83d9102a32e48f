import { type TSchema, Type } from '@sinclair/typebox';
import { once } from '../../engine/once.ts';
import { defineOperation } from '../../engine/operation.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { JobDescription } from '../../slurm/job-description.ts';
import type { OptionValue } from '../../slurm/sbatch-options.ts';
import { ownedBy } from '../job-owner.ts';
import { SUBMIT_EXAMPLES } from './examples.ts';
import { NO_ERRORS } from './field.ts';
import { JOB_SUBMISSION } from './job-request.ts';

function bodyWith(job: TSchema) {
  return Type.Object(
    {
      job: Type.Union([job, Type.Array(job, { minItems: 1 })], {
        description: 'One job or job array, or the components of a het job in their order.',
      }),
      script: Type.String({ description: 'The batch script; its first line names the interpreter.' }),
    },
    { additionalProperties: false },
  );
}
const bodySchema = once(() => bodyWith(JOB_SUBMISSION.schema));

const answerSchema = once(() =>
  Type.Object({
    errors: NO_ERRORS,
    job_id: Type.Integer({ description: "Of an array the array's id, of a het job its leader's." }),
    step_id: Type.Literal('BATCH'),
    job_submit_user_msg: Type.Union([Type.String(), Type.Null()], {
      description: "What the site's job_submit plugin says to the user.",
    }),
  }),
);

/** sbatch refuses the same scripts, as no node could start them. */
function checkScript(script: string): void {
  const problem = !/^#!\s*\//.test(script)
    ? 'must begin with #! and the path of an interpreter, such as #!/bin/bash'
    : script.includes('\0')
      ? 'must not contain a NUL character'
      : /^[^\n]*\r\n/.test(script)
        ? 'has DOS line breaks; convert it with dos2unix'
        : undefined;
  if (problem !== undefined)
    throw new SlurmError('FIELD_INVALID', { field: 'script', problem }, { source: 'script' });
}

export const submitJob = defineOperation({
  method: 'POST',
  path: '/slurm/v1/job/submit',
  operationId: 'submitJob',
  summary: 'Submit a job, a job array or a het job',
  description:
    'As sbatch does. `#SBATCH` lines of the script are not read. The answer comes once the job is safely stored.',
  tags: ['jobs'],
  get body() {
    return bodySchema();
  },
  bodyFor(body) {
    const jobs = [(body as { job?: unknown } | null)?.job].flat();
    const members = jobs.flatMap((job) => (typeof job === 'object' && job !== null ? Object.keys(job) : []));
    return bodyWith(JOB_SUBMISSION.schemaFor(members));
  },
  get response() {
    return answerSchema();
  },
  errors: ['ACCESS_DENIED'],
  examples: SUBMIT_EXAMPLES,
  async handler({ body, caller, connection, scheduler }) {
    checkScript(body.script);
    const describe = async (members: unknown, prefix: string): Promise<JobDescription> => {
      const asked = JOB_SUBMISSION.read(members as Record<string, OptionValue>, prefix);
      return ownedBy(caller, connection, asked, prefix);
    };
    const jobs = Array.isArray(body.job)
      ? await Promise.all(body.job.map((members, at) => describe(members, `job[${at}].`)))
      : [await describe(body.job, 'job.')];
    const submitted = await scheduler.submit(caller, {
      jobs: jobs as [JobDescription, ...JobDescription[]],
      script: body.script,
    });
    return {
      errors: [],
      job_id: submitted.jobId,
      step_id: 'BATCH',
      job_submit_user_msg: submitted.userMessage ?? null,
    };
  },
});
