import { describe, expect, it } from 'vitest';
import { foldArrays, unfoldArrays } from '../../../src/ui/squeue/array-folding.ts';
import { jobFilter, parseStates, type Selection } from '../../../src/ui/squeue/selection.ts';
import { parseSort, sortJobs } from '../../../src/ui/squeue/sort.ts';
import { jobIdText, type V1Job } from '../../../src/ui/squeue/v1-job.ts';

const JOBS: readonly V1Job[] = [
  { job_id: 1, job_state: 'RUNNING', partition: 'debug', user_name: 'ann', user_id: 1, name: 'a' },
  { job_id: 2, job_state: 'PENDING', partition: 'debug,long', user_name: 'bob', user_id: 2, name: 'b' },
  { job_id: 3, job_state: 'COMPLETED', partition: 'long', user_name: 'ann', user_id: 1, name: 'c' },
  { job_id: 4, job_state: 'PENDING', array_job_id: 4, array_task_str: '5-9:2', user_id: 1, partition: 'x' },
  { job_id: 5, job_state: 'RUNNING', array_job_id: 4, array_task_id: 3, user_id: 1, partition: 'x' },
  { job_id: 6, job_state: 'RUNNING', het_job_id: 6, het_job_offset: 0, user_id: 9, partition: 'x' },
  { job_id: 7, job_state: 'COMPLETING', het_job_id: 6, het_job_offset: 1, user_id: 9, partition: 'x' },
];

const select = (selection: Selection) => JOBS.filter(jobFilter(selection)).map((job) => job.job_id);

describe('jobFilter', () => {
  it.each<[string, Selection, number[]]>([
    ['what is in the queue', {}, [1, 2, 4, 5, 6, 7]],
    ['every state', { states: [] }, [1, 2, 3, 4, 5, 6, 7]],
    ['states by name or code', { states: parseStates('cd,Completing') }, [3, 7]],
    ['users by name or uid', { states: [], users: ['ann', '9'] }, [1, 3, 6, 7]],
    ['any of the partitions of a job', { partitions: ['long'] }, [2]],
    ['a whole array', { jobs: ['4'] }, [4, 5]],
    ['one running task', { jobs: ['4_3'] }, [5]],
    ['waiting tasks', { jobs: ['4_[7]'] }, [4]],
    ['no task the array does not have', { jobs: ['4_[8]'] }, []],
    ['a het job', { jobs: ['6'] }, [6, 7]],
    ['one component', { jobs: ['6+1'] }, [7]],
    ['all criteria at once', { users: ['ann'], partitions: ['debug'] }, [1]],
  ])('selects %s', (_, selection, ids) => {
    expect(select(selection)).toEqual(ids);
  });

  it('refuses an unknown state with those there are', () => {
    expect(() => parseStates('RUNING')).toThrow(
      '"RUNING" is no job state (did you mean RUNNING?). The states are PD PENDING, R RUNNING',
    );
  });
});

describe('unfoldArrays', () => {
  it('makes a record of each waiting task', () => {
    expect(
      unfoldArrays(JOBS)
        .filter((job) => job.array_job_id)
        .map((job) => jobIdText(job)),
    ).toEqual(['4_5', '4_7', '4_9', '4_3']);
  });
});

describe('foldArrays', () => {
  const array: V1Job = { job_id: 9, array_job_id: 9, job_state: 'PENDING', array_task_str: '1-3', name: 'n' };
  const task: V1Job = {
    ...array,
    job_id: 12,
    array_task_str: '',
    array_task_id: 4,
    state_reason: 'BeginTime',
  };

  it('takes a waiting task back into its array, and its reason too', () => {
    const [folded, ...rest] = foldArrays([array, task]);
    expect(rest).toEqual([]);
    expect(folded).toMatchObject({ array_task_str: '1-4', state_desc: 'None,BeginTime' });
  });

  it('leaves alone what runs, what was renamed, and records that need no folding', () => {
    const jobs: V1Job[] = [array, { ...task, job_state: 'RUNNING' }, { ...task, name: 'other' }];
    expect(foldArrays(jobs)).toBe(jobs);
  });
});

describe('sortJobs', () => {
  const order = (sort: string) =>
    sortJobs(JOBS, parseSort(sort), { now: 0, timeFormat: 'standard', taskLength: 0, unset: '' }).map((job) =>
      jobIdText(job),
    );

  it('orders by id, tasks before what is left of their array', () => {
    expect(order('i')).toEqual(['1', '2', '3', '4_3', '4_[5-9:2]', '6+0', '6+1']);
  });

  it('takes letters and names, ascending and descending', () => {
    expect(order('-u,i')).toEqual(order('-username,jobarrayid'));
    expect(order('P,-t,i')).toEqual(['1', '2', '3', '4_3', '6+0', '4_[5-9:2]', '6+1']);
  });
});
