import { optionWords } from '../openapi/member-words.ts';
import { answer, list, object, readWith, request, type Shape } from '../openapi/shape.ts';
import { JOB_DESC, KILL_JOBS } from './job-desc-table.ts';

const limits = ['cpu', 'fsize', 'data', 'stack', 'core', 'rss', 'nproc', 'nofile', 'memlock', 'as'];

const KILL_WORDS: Readonly<Record<string, string>> = {
  account: 'Jobs of this account.',
  flags: 'Whom of a job the signal is for, and what is told.',
  job_name: 'Jobs of this name.',
  jobs: 'These jobs: `1202`, `1202_5`, `118+1`.',
  partition: 'Jobs of this partition.',
  qos: 'Jobs of this quality of service.',
  reservation: 'Jobs of this reservation.',
  signal: 'Signal by name or number; without one jobs are ended.',
  job_state: 'Jobs in one of these states.',
  user_id: 'Jobs of this user, by number or name.',
  user_name: 'Jobs of this user.',
  wckey: 'Jobs of this workload characterization key.',
  nodes: 'Jobs on one of these nodes.',
};

/** What requests bring, and what is answered to them. */
export const BODY_SHAPES: Readonly<Record<string, Shape>> = {
  job_submit_req: request('A job to submit: `job`, or of a het job `jobs`, and `script`.', {
    'script:string': 'The batch script, unless `job` or the first of `jobs` has it.',
    'jobs:job_desc_msg_list': 'The components of a het job.',
    'job:job_desc_msg': 'What the job asks for.',
  }),
  job_desc_msg_list: list('job_desc_msg', 'The components of a het job.'),
  job_desc_msg: readWith('What a job asks for, or what is to change of it.', JOB_DESC, optionWords),
  job_desc_rlimits: request(
    'Resource limits of the processes of a job.',
    Object.fromEntries(
      limits.map((name) => [`${name}:uint64`, `setrlimit(2), RLIMIT_${name.toUpperCase()}.`]),
    ),
  ),
  cron_entry: request('Times at which a job starts, as crontab(5) has them.', {
    'flags:cron_entry_flags': 'Fields that are `*`.',
    'minute:string': 'Minutes.',
    'hour:string': 'Hours.',
    'day_of_month:string': 'Days of the month.',
    'month:string': 'Months.',
    'day_of_week:string': 'Days of the week.',
    'specification:string': 'All of it in one text.',
    'command:string': 'What is started.',
    'line.start:int32': 'First line in the file.',
    'line.end:int32': 'Last line in the file.',
  }),
  openapi_job_submit_response: answer('A job that was submitted.', {
    'job_id:int32': 'Its id; of a het job that of its first component.',
    'step_id:string': 'The step that runs the script.',
    'job_submit_user_msg:string': 'What the site has to say to the user.',
  }),
  openapi_job_post_response: answer('A job that was changed.', {
    'results:job_array_response_array?': 'What became of each task of an array.',
  }),
  job_array_response_array: list('job_array_response_msg_entry', 'What became of each task of an array.'),
  job_array_response_msg_entry: object('What became of some tasks of an array.', {
    'job_id:int32': 'Id of the job.',
    'step_id:string': 'The tasks.',
    'error:string': "Slurm's words for what went wrong.",
    'error_code:int32': "Slurm's error number, 0 = nothing went wrong.",
    'why:string': 'What else is to be said.',
  }),
  kill_jobs_msg: readWith('The jobs to signal, or filters of them.', KILL_JOBS, (name) => KILL_WORDS[name]),
  openapi_kill_job_resp: answer('What became of a job that was signalled.', {
    'status:kill_jobs_resp_msg': 'Failures, and with VERBOSE successes.',
  }),
  openapi_kill_jobs_resp: answer('What became of jobs that were signalled.', {
    'status:kill_jobs_resp_msg': 'Failures, and with VERBOSE successes.',
  }),
  kill_jobs_resp_msg: list('kill_jobs_resp_job', 'What became of jobs that were signalled.'),
  kill_jobs_resp_job: object('What became of a job that was signalled.', {
    'error.string:string': "Slurm's words for the error number.",
    'error.code:int32': "Slurm's error number, 0 = it was signalled.",
    'error.message:string': 'What went wrong.',
    'step_id:string': 'Id of the job as it was asked for.',
    'job_id:uint32': 'Number of the job.',
    'federation.sibling:string': 'Cluster of the federation the job is on.',
  }),
  openapi_job_requeue_resp: answer('A job that was requeued.', {
    'status:job_array_response_array': 'What became of each task of an array.',
  }),
  openapi_jobs_requeue_query: request('Jobs to requeue.', {
    'flags:job_requeue_flags': 'How: held afterwards, as a special exit, only what has not ended.',
    'jobs:selected_step_list': 'The jobs.',
  }),
  selected_step_list: list('string', 'Jobs: `1202`, `1202_5`, `118+1`.'),
  openapi_jobs_requeue_resp: answer('Jobs that were requeued.', {
    'status:job_array_response_list': 'What became of the tasks of each array.',
  }),
  job_array_response_list: list('job_array_response_array', 'What became of the tasks of each array.'),
  job_alloc_req: request('Nodes to allocate: to `job`, or to the components of a het job.', {
    'hetjob:job_desc_msg_list': 'The components of a het job.',
    'job:job_desc_msg': 'What the job asks for.',
  }),
  openapi_job_alloc_resp: answer('A job that has its nodes.', {
    'job_id:int32': 'Its id; of a het job that of its first component.',
    'job_submit_user_msg:string': 'What the site has to say to the user.',
  }),
};
