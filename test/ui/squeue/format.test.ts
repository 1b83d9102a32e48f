import { describe, expect, it } from 'vitest';
import { DEFAULT_FORMAT, LONG_FORMAT, parseFormat, parseLongFormat } from '../../../src/ui/squeue/format.ts';
import { cellContext, listedJobs, tableLines } from '../../../src/ui/squeue/listing.ts';
import { DEFAULT_SORT, parseSort } from '../../../src/ui/squeue/sort.ts';
import type { V1Job } from '../../../src/ui/squeue/v1-job.ts';

const NOW = 1_568_158_776;
const context = cellContext({}, NOW);

const job: V1Job = {
  job_id: 115,
  name: 'test18.1',
  partition: 'debug',
  user_name: 'nate',
  user_id: 1000,
  job_state: 'PENDING',
  state_reason: 'Priority',
  num_nodes: 4,
  time_limit: {},
  array_task_id: {},
};

function table(format: string, ...jobs: V1Job[]): string[] {
  const listing = { selection: {}, sort: parseSort(DEFAULT_SORT), unfold: false };
  return tableLines(listedJobs(jobs, listing, context), parseFormat(format), context, { header: true });
}

describe('the default format', () => {
  it('prints a pending job as squeue does', () => {
    expect(table(DEFAULT_FORMAT, job)).toEqual([
      '             JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)',
      '               115     debug test18.1     nate PD       0:00      4 (Priority)',
    ]);
  });

  it('folds the waiting tasks of an array and shows where the others run', () => {
    const array = { ...job, array_job_id: 1202 };
    const lines = table(
      DEFAULT_FORMAT,
      { ...array, job_id: 1202, array_task_str: '528-1000', state_reason: 'Resources' },
      {
        ...array,
        job_id: 1728,
        array_task_id: 526,
        job_state: 'RUNNING',
        nodes: 'host[1-4]',
        start_time: NOW,
      },
      {
        ...array,
        job_id: 1729,
        array_task_id: 527,
        job_state: 'RUNNING',
        nodes: 'host[5-8]',
        start_time: NOW,
      },
    );
    expect(lines.slice(1)).toEqual([
      '   1202_[528-1000]     debug test18.1     nate PD       0:00      4 (Resources)',
      '          1202_526     debug test18.1     nate  R       0:00      4 host[1-4]',
      '          1202_527     debug test18.1     nate  R       0:00      4 host[5-8]',
    ]);
  });

  it('numbers the components of a het job from their leader', () => {
    const het = { ...job, het_job_id: 118 };
    const lines = table('%i', { ...het, job_id: 118 }, { ...het, job_id: 119, het_job_offset: 1 });
    expect(lines).toEqual(['JOBID', '118+0', '118+1']);
  });
});

describe('field widths', () => {
  it('keeps the start of a value that is too long, on either side', () => {
    const long = { ...job, name: 'a-very-long-name' };
    expect(table('%.6j|%6j|%j|', long)[1]).toBe('a-very|a-very|a-very-long-name|');
    expect(table('%.12u|%12u|', job)[1]).toBe('        nate|nate        |');
  });

  it('lets times and node lists grow past a right-justified width', () => {
    const running: V1Job = {
      ...job,
      job_state: 'RUNNING',
      start_time: NOW - 3 * 86_400,
      nodes: 'host[1-100]',
    };
    expect(table('%.4M %.4N', running)[1]).toBe('3-00:00:00 host[1-100]');
  });

  it('cuts a long list of tasks between tasks', () => {
    const tasks = Array.from({ length: 40 }, (_, index) => index * 2 + 1).join(',');
    const array: V1Job = { ...job, array_job_id: 7, array_task_str: tasks };
    expect(table('%i', array)[1]).toBe(
      '7_[1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31,33,35,37,39,41,43,...]',
    );
    const all = cellContext({ SLURM_BITSTR_LEN: '0' }, NOW);
    expect(tableLines([array], parseFormat('%i'), all, { header: false })).toEqual([`7_[${tasks}]`]);
  });

  it('keeps the text around fields', () => {
    expect(table('<%i> %t, %%D', job)[1]).toBe('<115> PD, 4');
  });
});

describe('values', () => {
  const value = (format: string, changes: Partial<V1Job> = {}) =>
    table(format, { ...job, ...changes } as V1Job)[1];

  it('prints limits', () => {
    expect(value('%l')).toBe('NOT_SET');
    expect(value('%l', { time_limit: 'INFINITE' })).toBe('UNLIMITED');
    expect(value('%l', { time_limit: 1501 })).toBe('1-01:01:00');
    expect(value('%L', { time_limit: 10, job_state: 'RUNNING', start_time: NOW - 61 })).toBe('8:59');
  });

  it('says INVALID of a job that starts in the future', () => {
    expect(value('%M', { job_state: 'RUNNING', start_time: NOW + 60 })).toBe('INVALID');
  });

  it('does not count the time a job was suspended', () => {
    const resumed = {
      job_state: 'RUNNING',
      start_time: NOW - 500,
      pre_sus_time: 100,
      suspend_time: NOW - 20,
    };
    expect(value('%M', resumed)).toBe('2:00');
    expect(value('%M', { ...resumed, job_state: 'SUSPENDED' })).toBe('1:40');
  });

  it('prints memory in the largest exact unit', () => {
    expect(value('%m', { pn_min_memory: 4096 })).toBe('4G');
    expect(value('%m', { pn_min_memory: 1536 })).toBe('1.50G');
    expect(value('%m', { pn_min_memory: 1000 })).toBe('1000M');
    expect(value('%m')).toBe('0');
  });

  it('prints exit codes and signals', () => {
    const format = parseLongFormat('exit_code:0');
    const code = (exit_code: number) =>
      tableLines([{ ...job, exit_code }], format, context, { header: false });
    expect(code(256)).toEqual(['1:0']);
    expect(code(9)).toEqual(['0:9']);
  });

  it('gives the reason of a failure and the nodes of what ran', () => {
    expect(value('%R', { job_state: 'COMPLETING', nodes: 'n1' })).toBe('n1');
    expect(value('%R', { state_desc: 'Nodes required for job are DOWN' })).toBe(
      '(Nodes required for job are DOWN)',
    );
  });

  it('does not let a name steer the terminal', () => {
    expect(value('%j', { name: 'a\u001b[2Jb\nc' })).toBe('a?[2Jb?c');
  });

  it('prints what is not set as squeue does', () => {
    expect(value('%a|%E|%N|%S|%z|%H')).toBe('(null)|(null)||N/A|*:*:*|*');
  });
});

describe('long formats', () => {
  it('reads names in any case, widths and suffixes', () => {
    const format = parseLongFormat('JobID:6,name,State:.10 |,TimeUsed:0');
    const [header, row] = tableLines([job], format, context, { header: true });
    expect(header).toBe('JOBID NAME                     STATE |TIME');
    expect(row).toBe('115   test18.1               PENDING |0:00');
  });

  it('has the columns of squeue --long', () => {
    expect(table(LONG_FORMAT, job)[0]).toBe(
      '             JOBID PARTITION     NAME     USER    STATE       TIME TIME_LIMI  NODES NODELIST(REASON)',
    );
  });
});

describe('mistakes', () => {
  it.each([
    ['%i %Ä', () => parseFormat('%i %Ä'), '%Ä is no column'],
    ['none', () => parseFormat('none'), 'names no column'],
    ['jobid,nmae', () => parseLongFormat('jobid,nmae'), '"nmae" is no column'],
    ['P,?', () => parseSort('P,?'), '"?" is no column'],
  ])('%s is refused with what there is', (_, parse, message) => {
    expect(parse).toThrow(message);
  });
});
