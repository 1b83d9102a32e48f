import type { User } from '../engine.ts';
import { cluster, eventually, sbatch, slurm } from '../slurm.ts';
import type { Answered } from '../versioned/compare.ts';

/** A change of jobs that are over; `$JOB` and `$ARRAY` are those of either side. */
export interface JobChange {
  readonly path: string;
  readonly body: unknown;
  readonly as?: User;
}

/** A job of alice's and one of an array of hers, both over. */
export interface OwnJobs {
  readonly JOB: number;
  readonly ARRAY: number;
}

const to = (path: string, ...bodies: readonly unknown[]): JobChange[] =>
  bodies.map((body) => ({ path, body }));
const by = (as: User, path: string, body: unknown): JobChange => ({ path, body, as });
const comment = { comment: { job: 'said' } };

/** What changes jobs that are over, and what does not. */
export const JOB_CHANGES: readonly JobChange[] = [
  ...to(
    'job/$JOB',
    comment,
    { comment: { administrator: 'a', system: 's' }, extra: 'e' },
    { comment: { job: '' } },
    { derived_exit_code: 3 },
    { derived_exit_code: '4' },
    { derived_exit_code: { return_code: 256 } },
    { derived_exit_code: { return_code: { set: true, number: 512 } } },
    { derived_exit_code: { return_code: { set: true, number: 1 }, foo: 1 } },
    { derived_exit_code: 'abc' },
    { tres: { allocated: [{ type: 'cpu', count: 2 }] } },
    { tres: { allocated: [] } },
    { tres: { allocated: [{ count: 2 }] } },
    { tres: { allocated: 'x' } },
    { wckey: 'acct_none' },
    { foo: 1, ...comment },
    { comment: 'x' },
    { comment: { job: 5 } },
    {},
    [],
    '"x"',
    undefined,
  ),
  ...['$ARRAY', '$ARRAY_2', '$ARRAY_7', '$JOB.batch', '$JOB%2b0', '99999999', '0', 'abc'].flatMap((id) =>
    to(`job/${id}`, comment),
  ),
  ...to(
    'jobs',
    { job_id_list: ['$JOB'], job_rec: comment },
    { job_id_list: '$ARRAY_1', job_rec: { extra: 'one' } },
    { job_id_list: ['$JOB', '$ARRAY'], job_rec: { extra: 'both' } },
    { job_id_list: [{ job: 1 }], job_rec: comment },
    { job_id_list: ['abc'], job_rec: comment },
    { job_id_list: ['99999999'], job_rec: comment },
    { job_id_list: ['$JOB'], job_rec: {} },
    { job_id_list: ['$JOB'], job_rec: 'x' },
    { job_id_list: ['$JOB'], job_rec: { foo: 1, extra: 'f' }, bar: 2 },
    [],
  ),
  by('alice', 'job/$JOB', comment),
  by('alice', 'job/$JOB', { comment: { administrator: 'a' } }),
  by('alice', 'jobs', { job_id_list: ['$JOB'], job_rec: { extra: 'mine' } }),
  by('bob', 'job/$JOB', comment),
  by('bob', 'job/99999999', comment),
];

/** Jobs of its own for a side. */
export async function ownJobs(): Promise<OwnJobs> {
  const at = ['--chdir', cluster.jobs, '--wrap', 'true'];
  const jobs = { JOB: await sbatch(at), ARRAY: await sbatch(['--array=1-2', ...at]) };
  const ids = `${jobs.JOB},${jobs.ARRAY}`;
  await eventually('the jobs to change are over', async () => {
    const states = (await slurm('sacct', ['-X', '-n', '-P', '-o', 'state', '-j', ids])).trim().split('\n');
    return states.length === 3 && states.every((state) => state === 'COMPLETED');
  });
  return jobs;
}

/** A request on the jobs of a side. */
export function onJobs(text: string, jobs: OwnJobs): string {
  return text.replaceAll(/\$(JOB|ARRAY)/g, (_, name: keyof OwnJobs) => String(jobs[name]));
}

/** What it is answered, without whose jobs they are: those of an array have ids that follow one another. */
export function withoutJobs(answer: Answered): Answered {
  const text = JSON.stringify(answer.body) ?? '';
  return {
    ...answer,
    body: text === '' ? answer.body : JSON.parse(text.replaceAll(/\d+ submitted at [-:T\d]+/g, 'a job')),
  };
}

/** What the storage has of the jobs then. */
export async function traceOf({ JOB, ARRAY }: OwnJobs): Promise<Answered> {
  const members = 'comment,admincomment,systemcomment,derivedexitcode,extra,wckey,alloctres';
  const body = await slurm('sacct', ['-X', '-n', '-P', '-o', members, '-j', `${JOB},${ARRAY}`]);
  return { status: 0, type: '', body };
}
