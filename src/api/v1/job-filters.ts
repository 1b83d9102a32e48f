import type { Job } from '../../slurm/job.ts';
import { jobStateName } from '../../slurm/job-state.ts';
import { readJobState } from '../../slurm/read-job-state.ts';
import type { ListFilter } from './listing.ts';

const oneOf = (description: string, read: (job: Job) => string): ListFilter<Job> => ({
  description,
  matching: (wanted) => {
    const words = new Set(wanted);
    return (job) => words.has(read(job));
  },
});

/** What `GET /slurm/v1/jobs` is asked for by. A job in the queue of several partitions is in each. */
export const JOB_FILTERS: Readonly<Record<string, ListFilter<Job>>> = {
  user: {
    description: 'jobs of these users, by login name or uid',
    matching: (wanted) => {
      const users = new Set(wanted);
      return ({ user_id, user_name }) => users.has(user_name) || users.has(String(user_id));
    },
  },
  state: {
    description: 'jobs in these states, by name or code (`PENDING`, `PD`)',
    matching: (wanted) => {
      const states = new Set<string>(wanted.map((word) => readJobState(word, 'state')));
      return ({ job_state, job_state_flags }) =>
        states.has(jobStateName(job_state, job_state_flags)) ||
        job_state_flags.some((flag) => states.has(flag));
    },
  },
  partition: {
    description: 'jobs in these partitions',
    matching: (wanted) => (job) => job.partition.split(',').some((name) => wanted.includes(name)),
  },
  name: oneOf('jobs of these names', ({ name }) => name),
  account: oneOf('jobs charged to these accounts', ({ account }) => account),
};
