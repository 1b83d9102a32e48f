import { Type } from '@sinclair/typebox';
import { rangeCounts, readRange } from '../../engine/byte-range.ts';
import type { MediaType } from '../../engine/media-type.ts';
import type { HeaderFields } from '../../engine/message.ts';
import { defineOperation, type Operation } from '../../engine/operation.ts';
import { withHeaders } from '../../engine/refusal-headers.ts';
import { type StreamReply, streamReply } from '../../engine/stream-reply.ts';
import type { ReadableFile } from '../../files/readable-file.ts';
import { accounts } from '../../slurm/accounts.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Job } from '../../slurm/job.ts';
import { formatJobId, type JobSelector, parseJobId } from '../../slurm/job-id.ts';
import { jobStreams } from '../../slurm/job-streams.ts';
import type { Scheduler } from '../../slurm/scheduler.ts';
import { watchForEnd } from './job-end.ts';
import { JOB_ID_ERRORS, JOB_ID_PARAM } from './job-id-param.ts';

type Stream = 'stdout' | 'stderr';

/** Output is whatever a job writes; browsers show it as text and run nothing in it. */
const OUTPUT: MediaType = { name: 'text/plain; charset=utf-8', format: 'text' };

const QUERY = Type.Object({
  follow: Type.Optional(
    Type.Boolean({
      description: 'Go on with what is written until the job has ended. `Range` does not count then.',
    }),
  ),
});

function jobOutput(stream: Stream, words: string): Operation {
  return defineOperation({
    method: 'GET',
    path: `/slurm/v1/job/{job_id}/${stream}`,
    operationId: stream === 'stdout' ? 'getJobStdout' : 'getJobStderr',
    summary: `Read the ${words} of a job`,
    description: `The file the batch script writes its ${words} to, as the daemon's machine has it and with the rights of the caller: the owner of a job may read it, others as its mode says. \`Range\` asks for a part, \`If-None-Match\` whether there is more; of an array name a task, of a het job a component.`,
    tags: ['jobs'],
    params: JOB_ID_PARAM,
    query: QUERY,
    response: Type.String({ description: 'The bytes the job wrote.' }),
    produces: OUTPUT,
    successes: { 206: 'The part that `Range` asked for.' },
    errors: [
      ...JOB_ID_ERRORS,
      'OUTPUT_ABSENT',
      'OUTPUT_OF_TASKS',
      'OUTPUT_NOT_YET',
      'OUTPUT_MISSING',
      'OUTPUT_DENIED',
      'OUTPUT_UNREADABLE',
      'READ_AS_DENIED',
      'RANGE_UNSATISFIABLE',
      'STREAMS_EXHAUSTED',
    ],
    async handler({ caller, scheduler, params, query, headers }) {
      const id = parseJobId(params.job_id);
      const job = oneJob(await scheduler.job(caller, id), id);
      const path = outputPath(job, id, stream);
      const { openFileAs } = await import('../../files/open-file.ts');
      const file = await openFileAs(caller, path, accounts);
      try {
        if (query.follow) return await following(file, () => scheduler.job(caller, id));
        return await reading(file, headers);
      } catch (error) {
        await file.close();
        throw error;
      }
    },
  });
}

export const jobOutputs: readonly Operation[] = [
  jobOutput('stdout', 'standard output'),
  jobOutput('stderr', 'standard error'),
];

/** @throws SlurmError `OUTPUT_OF_TASKS` where the id stands for several tasks */
function oneJob(records: readonly Job[], id: JobSelector): Job {
  const [first] = records;
  if (records.length > 1 && first!.array_job_id !== 0) {
    const example = `${first!.array_job_id}_${first!.array_task_id ?? 1}`;
    throw new SlurmError('OUTPUT_OF_TASKS', { job: formatJobId(id), example });
  }
  return first!;
}

/** @throws SlurmError `OUTPUT_ABSENT`, `OUTPUT_NOT_YET` */
function outputPath(job: Job, id: JobSelector, stream: Stream): string {
  const name = formatJobId(id);
  if (!job.batch_flag && job.std_out === '') throw new SlurmError('OUTPUT_ABSENT', { job: name, stream });
  if (job.job_state === 'PENDING') throw new SlurmError('OUTPUT_NOT_YET', { job: name });
  return jobStreams(job)[stream];
}

/** What is there, or the part of it that is asked for. */
async function reading(file: ReadableFile, headers: HeaderFields): Promise<StreamReply> {
  const { bytesOf } = await import('../../files/follow.ts');
  const { size, version } = await file.status();
  const etag = `"${version}"`;
  const shared = { 'Accept-Ranges': 'bytes', ETag: etag, 'Cache-Control': 'private, no-cache' };
  const reply = (status: number, { start, end }: { start: number; end: number }, own: object) =>
    streamReply({
      status,
      headers: { ...shared, ...own },
      endless: false,
      pieces: () => bytesOf(file, start, end),
      close: () => file.close(),
    });
  const whole = { start: 0, end: size };
  if (headers.get('if-none-match') === etag) return reply(304, whole, {});

  const asked = headers.get('range');
  const range = rangeCounts(headers.get('if-range'), etag) ? readRange(asked, size) : undefined;
  if (range === 'none') {
    const refused = new SlurmError('RANGE_UNSATISFIABLE', { range: asked ?? '', size });
    throw withHeaders(refused, { 'Content-Range': `bytes */${size}` });
  }
  if (!range) return reply(200, whole, { 'Content-Length': String(size) });
  return reply(206, range, {
    'Content-Length': String(range.end - range.start),
    'Content-Range': `bytes ${range.start}-${range.end - 1}/${size}`,
  });
}

/** All that is there and all that comes until the job has ended. */
async function following(file: ReadableFile, ask: () => ReturnType<Scheduler['job']>): Promise<StreamReply> {
  const { followed } = await import('../../files/follow.ts');
  return streamReply({
    status: 200,
    headers: { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
    endless: true,
    pieces: (gone) => followed(file, watchForEnd(ask, gone), gone),
    close: () => file.close(),
  });
}
