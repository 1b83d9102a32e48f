import { recordText } from '../record/lines.ts';
import { clockText, momentText } from '../record/values.ts';
import { jobIdText, openNumber, type V1Job } from '../squeue/v1-job.ts';
import { type Accounted, amount, jobLine, number, part, text, waitStatus, words } from './accounted-job.ts';

/** A job that the scheduler has forgotten, as far as accounting remembers it. */
export function pastJob(job: Accounted): V1Job {
  const { cpus, submit, start, end, nodes, workDir, name, user, partition, account } = jobLine(job);
  const array = part(job, 'array');
  const het = part(job, 'het');
  const time = part(job, 'time');
  const taskId = number(array['task_id']);
  return {
    job_id: number(job['job_id']),
    account,
    ...(number(array['job_id']) > 0 && {
      array_job_id: number(array['job_id']),
      ...(text(array['task']) === '' ? { array_task_id: taskId } : { array_task_str: text(array['task']) }),
    }),
    ...(number(het['job_id']) > 0 && {
      het_job_id: number(het['job_id']),
      het_job_offset: number(het['job_offset']),
    }),
    cluster: text(job['cluster']),
    comment: text(part(job, 'comment')['job']),
    derived_ec: waitStatus(part(job, 'derived_exit_code')),
    eligible_time: number(time['eligible']),
    end_time: end,
    exit_code: waitStatus(part(job, 'exit_code')),
    job_state: words(part(job, 'state')['current']),
    name,
    nodes,
    num_cpus: cpus,
    num_nodes: number(job['allocation_nodes']) || (amount(job, 'allocated', 'node') ?? 0),
    partition,
    qos: text(job['qos']),
    start_time: start,
    std_err: text(job['stderr_expanded']) || text(job['stderr']),
    std_in: text(job['stdin_expanded']) || text(job['stdin']),
    std_out: text(job['stdout_expanded']) || text(job['stdout']),
    submit_line: text(job['submit_line']),
    submit_time: submit,
    user_name: user,
    work_dir: workDir,
  };
}

/** The same as `scontrol show job` prints a job, with no line for what is not remembered. */
export function pastJobText(job: V1Job, oneLine: boolean): string {
  const exit_code = openNumber(job.exit_code) ?? 0;
  const start = openNumber(job.start_time) ?? 0;
  const end = openNumber(job.end_time) ?? 0;
  return recordText(
    [
      [
        ['JobId', jobIdText(job)],
        ['JobName', job.name ?? ''],
      ],
      [
        ['UserId', job.user_name ?? ''],
        ['Account', job.account ?? ''],
        ['QOS', job.qos ?? ''],
      ],
      [
        ['JobState', String(job.job_state)],
        ['ExitCode', `${exit_code >> 8}:${exit_code & 0x7f}`],
        ['RunTime', clockText(start > 0 ? Math.max(0, end - start) : 0)],
      ],
      [
        ['SubmitTime', momentText(Number(job.submit_time), 'Unknown')],
        ['EligibleTime', momentText(Number(job.eligible_time), 'Unknown')],
      ],
      [
        ['StartTime', momentText(start, 'Unknown')],
        ['EndTime', momentText(end, 'Unknown')],
      ],
      [
        ['Partition', job.partition ?? ''],
        ['NodeList', job.nodes ?? ''],
        ['NumNodes', String(job.num_nodes)],
        ['NumCPUs', String(job.num_cpus)],
      ],
      ...(['work_dir', 'std_err', 'std_in', 'std_out', 'submit_line', 'comment'] as const).flatMap((name) =>
        job[name] ? [[[LINES[name], String(job[name])] as const]] : [],
      ),
    ],
    oneLine,
  );
}

const LINES = {
  work_dir: 'WorkDir',
  std_err: 'StdErr',
  std_in: 'StdIn',
  std_out: 'StdOut',
  submit_line: 'SubmitLine',
  comment: 'Comment',
} as const;
