import { type TObject, Type } from '@sinclair/typebox';
import { defineOperation, type Operation, type OperationContext } from '../../engine/operation.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import { type JobSelector, parseJobId } from '../../slurm/job-id.ts';
import type { OptionValue } from '../../slurm/sbatch-options.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';
import { signalHint, signalNumber } from '../../slurm/signal-name.ts';
import { DONE_EXAMPLE, UPDATE_EXAMPLES } from './examples.ts';
import { NO_ERRORS } from './field.ts';
import { JOB_ID_ERRORS, JOB_ID_PARAM } from './job-id-param.ts';
import { JOB_UPDATE } from './job-request.ts';

const DONE = Type.Object({ errors: NO_ERRORS }, { $id: 'Done', description: 'It was done.' });

const SIGKILL = 9;

export const cancelJob = defineOperation({
  method: 'DELETE',
  path: '/slurm/v1/job/{job_id}',
  operationId: 'cancelJob',
  summary: 'Cancel or signal a job',
  description:
    'As scancel does: without `signal`, or with KILL alone, the job ends; any other signal is delivered to its processes.',
  tags: ['jobs'],
  params: JOB_ID_PARAM,
  query: Type.Object({
    signal: Type.Optional(
      Type.String({ description: 'Signal by name or number, e.g. `USR1`, `SIGTERM`, `10`.' }),
    ),
    batch: Type.Optional(Type.Boolean({ description: 'Signal only the batch shell.' })),
    full: Type.Optional(Type.Boolean({ description: 'Signal the batch shell, its children and all steps.' })),
  }),
  response: DONE,
  errors: JOB_ID_ERRORS,
  examples: DONE_EXAMPLE,
  async handler({ caller, params, query, scheduler }) {
    const id = parseJobId(params.job_id);
    const { signal = 'KILL', batch = false, full = false } = query;
    const number = signalNumber(signal);
    if (number === undefined)
      throw new SlurmError(
        'FIELD_INVALID',
        {
          field: 'signal',
          problem: `"${signal}" is no signal${signalHint(signal)}; write a name such as USR1 or a number`,
        },
        { source: 'signal' },
      );
    if (number === SIGKILL && !batch && !full) await scheduler.cancel(caller, id);
    else await scheduler.signal(caller, id, number, full ? 'full' : batch ? 'batch' : 'steps');
    return { errors: [] };
  },
});

export const updateJob = defineOperation({
  method: 'PUT',
  path: '/slurm/v1/job/{job_id}',
  operationId: 'updateJob',
  summary: 'Change a job',
  description: 'As scontrol update job does.',
  tags: ['jobs'],
  params: JOB_ID_PARAM,
  get body() {
    return JOB_UPDATE.schema;
  },
  response: DONE,
  errors: JOB_ID_ERRORS,
  examples: UPDATE_EXAMPLES,
  async handler({ body, caller, params, scheduler }) {
    const id = parseJobId(params.job_id);
    await scheduler.update(caller, id, JOB_UPDATE.read(body as Record<string, OptionValue>, ''));
    return { errors: [] };
  },
});

/** One of scontrol's verbs on a job. */
function verb(
  word: string,
  summary: string,
  description: string,
  act: (
    scheduler: Scheduler,
    caller: Caller,
    id: JobSelector,
    query: Record<string, unknown>,
  ) => Promise<void>,
  query?: TObject,
): Operation {
  return defineOperation({
    method: 'POST',
    path: `/slurm/v1/job/{job_id}/${word}`,
    operationId: `${word}Job`,
    summary,
    description,
    tags: ['jobs'],
    params: JOB_ID_PARAM,
    ...(query && { query }),
    response: DONE,
    errors: JOB_ID_ERRORS,
    examples: DONE_EXAMPLE,
    async handler({ caller, params, query: asked, scheduler }: OperationContext<{ job_id: string }>) {
      await act(scheduler, caller, parseJobId(params.job_id), asked as Record<string, unknown>);
      return { errors: [] };
    },
  } as Operation);
}

export const jobVerbs: readonly Operation[] = [
  verb('hold', 'Hold a job', 'The job does not start until it is released.', (scheduler, caller, id) =>
    scheduler.update(caller, id, { priority: 0 }),
  ),
  verb('release', 'Release a held job', 'The job may start again.', (scheduler, caller, id) =>
    scheduler.update(caller, id, { priority: Number.POSITIVE_INFINITY }),
  ),
  verb(
    'requeue',
    'Requeue a job',
    'A running or ended job becomes pending again.',
    (scheduler, caller, id, { hold }) => scheduler.requeue(caller, id, { hold: hold === true }),
    Type.Object({ hold: Type.Optional(Type.Boolean({ description: 'Hold the job afterwards.' })) }),
  ),
  verb('suspend', 'Suspend a job', 'Its processes are stopped.', (scheduler, caller, id) =>
    scheduler.suspend(caller, id),
  ),
  verb('resume', 'Resume a suspended job', 'Its processes go on.', (scheduler, caller, id) =>
    scheduler.resume(caller, id),
  ),
];
