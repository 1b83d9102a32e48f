import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Jobs, openJobs, until } from './jobs.ts';

let jobs: Jobs;
beforeEach(() => {
  jobs = openJobs();
});
afterEach(() => jobs.close());

/** What the scheduler tells a job of three nodes with four CPUs each. */
const ALLOCATION = {
  SLURM_JOB_ID: '7',
  SLURM_JOB_NAME: 'test',
  SLURM_NTASKS: '6',
  SLURM_JOB_NUM_NODES: '3',
  SLURM_JOB_NODELIST: 'host[1-2],gpu05',
  SLURM_JOB_CPUS_PER_NODE: '4(x3)',
};

/** Runs a script in that allocation; gives its lines in order of appearance, and its exit code. */
async function inJob(script: string, variables: Record<string, string> = {}) {
  const { environment } = jobs.launch('');
  const all = Object.entries({ ...ALLOCATION, ...variables }).map(([name, value]) => `${name}=${value}`);
  const exit = await jobs.run(script, { environment: [...environment, ...all], openMode: 'truncate' });
  return { lines: jobs.output().split('\n').slice(0, -1), code: exit.waitStatus >> 8 };
}

const show = (...names: string[]) => `sh -c 'echo ${names.map((name) => `$${name}`).join(' ')}'`;

describe('tasks', () => {
  test('as many as the job has', async () => {
    const { lines } = await inJob('srun echo it works', { SLURM_NTASKS: '20', SLURM_JOB_CPUS_PER_NODE: '1' });
    expect(lines).toEqual(Array(20).fill('it works'));
  });

  test('know their rank, their place and their node', async () => {
    const { lines } = await inJob(
      `srun ${show('SLURM_PROCID', 'SLURM_LOCALID', 'SLURM_NODEID', 'SLURMD_NODENAME', 'SLURM_NTASKS', 'SLURM_STEP_NUM_NODES', 'SLURM_GTIDS')}`,
    );
    expect(lines.toSorted()).toEqual([
      '0 0 0 host1 6 3 0,1,2,3',
      '1 1 0 host1 6 3 0,1,2,3',
      '2 2 0 host1 6 3 0,1,2,3',
      '3 3 0 host1 6 3 0,1,2,3',
      '4 0 1 host2 6 3 4',
      '5 0 2 gpu05 6 3 5',
    ]);
  });

  test.each([
    ['-N2 -n4', ['0 host1', '1 host1', '2 host1', '3 host2']],
    ['--nodes=3 --ntasks=3 -m cyclic', ['0 host1', '1 host2', '2 gpu05']],
    ['-n4 -N2 --distribution=cyclic', ['0 host1', '1 host2', '2 host1', '3 host1']],
    ['-w gpu05 -n2', ['0 gpu05', '1 gpu05']],
    ['-x host1 -n2', ['0 host2', '1 gpu05']],
    ['-N2 --ntasks-per-node=2', ['0 host1', '1 host1', '2 host2', '3 host2']],
    ['-r1 -N1 -n1', ['0 host2']],
    ['-n2 -c4', ['0 host1', '1 host2']],
    ['-n1', ['0 host1']],
  ])('of srun %s', async (options, expected) => {
    const { lines } = await inJob(`srun ${options} ${show('SLURM_PROCID', 'SLURMD_NODENAME')}`);
    expect(lines.toSorted()).toEqual(expected);
  });

  test('keep the layout of the job', async () => {
    const { lines } = await inJob(`srun ${show('SLURM_PROCID', 'SLURM_NODEID')}`, {
      SLURM_TASKS_PER_NODE: '1,3,2',
    });
    expect(lines.toSorted()).toEqual(['0 0', '1 1', '2 1', '3 1', '4 2', '5 2']);
  });

  test('of one step after the other: steps are counted', async () => {
    const line = `srun -n1 ${show('SLURM_STEP_ID', 'SLURM_STEPID')}`;
    expect((await inJob(`${line}; ${line}; ${line}`)).lines).toEqual(['0 0', '1 1', '2 2']);
  });

  test('have their own pid in SLURM_TASK_PID', async () => {
    const { lines } = await inJob(`srun -n1 sh -c 'test $$ = $SLURM_TASK_PID && echo same'`);
    expect(lines).toEqual(['same']);
  });

  test('of a file for --multi-prog', async () => {
    writeFileSync(
      join(jobs.folder, 'programs'),
      '# which does what\n0 echo first %t\n1-2 echo "of many" %o\n* echo rest\n',
    );
    const { lines } = await inJob('srun -n4 --multi-prog programs');
    expect(lines.toSorted()).toEqual(['first 0', 'of many 0', 'of many 1', 'rest']);
  });
});

describe('exit code', () => {
  test('is the highest of the tasks; failed ones are told, alike ones together', async () => {
    const { lines, code } = await inJob("srun -n3 -N1 sh -c 'exit $((SLURM_PROCID > 0 ? 3 : 1))'");
    expect(code).toBe(3);
    expect(lines).toEqual([
      'srun: error: host1: task 0: exit code 1',
      'srun: error: host1: tasks 1-2: exit code 3',
    ]);
  });

  test('of a killed task is 128 and the signal', async () => {
    const { lines, code } = await inJob("srun -n1 sh -c 'kill -KILL $$'");
    expect([lines, code]).toEqual([['srun: error: host1: task 0: ended by signal 9'], 137]);
  });

  test('of a program that is not there is 2', async () => {
    const { lines, code } = await inJob('srun -n1 no-such-program');
    expect([lines[0], code]).toEqual([
      'srun: error: task 0: cannot run no-such-program: No such file or directory',
      2,
    ]);
  });

  test('-K ends the other tasks', async () => {
    const { lines, code } = await inJob(
      "srun -K -n2 -N1 sh -c 'test $SLURM_PROCID = 0 && exit 3; exec sleep 1000'",
    );
    expect(code).toBe(137);
    expect(lines[0]).toBe('srun: error: host1: task 0: exit code 3; ending the step');
  });

  test('-W ends those who take too long after the first', async () => {
    const { code } = await inJob("srun -W1 -n2 sh -c 'test $SLURM_PROCID = 0 || exec sleep 1000'");
    expect(code).toBe(137);
  });

  test('-t limits the step', async () => {
    const { lines, code } = await inJob('srun -t 0:1 -n1 sleep 1000');
    expect([lines[0], code]).toEqual(['srun: error: the step exceeded its time limit', 143]);
  });
});

describe('streams', () => {
  test('with labels, whole lines, as wide as the highest rank', async () => {
    const { lines } = await inJob('srun -l -O -n11 sh -c "echo one; printf two"');
    expect(lines).toHaveLength(22);
    expect(lines.filter((line) => line.startsWith(' 9: '))).toEqual([' 9: one', ' 9: two']);
    expect(lines.filter((line) => line.startsWith('10: '))).toEqual(['10: one', '10: two']);
  });

  test('in files by pattern', async () => {
    await inJob("srun -n2 -o 'o-%j-%J-%s-%3t-%n-%N-%x' -e none sh -c 'echo out; echo err >&2'");
    expect(jobs.output('o-7-7.0-0-000-0-host1-test')).toBe('out\n');
    expect(jobs.output('o-7-7.0-0-001-1-host2-test')).toBe('out\n');
  });

  test('both in one file of all tasks, truncated or appended to', async () => {
    const step = "srun -n2 -o both sh -c 'echo x; echo x >&2'";
    await inJob(`${step}; ${step}; ${step.replace('srun', 'srun --open-mode=append')}`);
    expect(jobs.output('both')).toBe('x\n'.repeat(8));
  });

  test('input goes to every task, to one, or to none', async () => {
    const text = 'seq 20000';
    const { lines } = await inJob(
      `${text} | srun -n3 sh -c 'wc -l'; ${text} | srun -l -n2 -i1 sh -c 'wc -l'; ${text} | srun -n1 -i none wc -l; srun -n1 -i in wc -l`,
    );
    expect(lines.slice(0, 3)).toEqual(['20000', '20000', '20000']);
    expect(lines.slice(3, 5).toSorted()).toEqual(['0: 0', '1: 20000']);
    expect(lines[5]).toBe('0');
    expect(lines.slice(6).join()).toMatch(/cannot open in: No such file/);
  });
});

test('--export chooses the environment', async () => {
  const { lines } = await inJob(
    "A=1 B=2 srun -n1 --export=A,C=3 /usr/bin/env; A=1 srun -n1 --export=ALL,A=9,D='x y' /bin/sh -c 'echo $A $D'",
  );
  expect(lines.filter((line) => /^[ABCP]/.test(line)).toSorted()).toEqual(['A=1', 'C=3']);
  expect(lines.at(-1)).toBe('9 x y');
});

test('-J, -D and -c', async () => {
  const { lines } = await inJob(
    `srun -n1 -J named -D / -c2 ${show('SLURM_JOB_NAME', 'PWD', 'SLURM_CPUS_PER_TASK')}`,
  );
  expect(lines).toEqual(['named / 2']);
});

test('options of clusters only are taken and change nothing', async () => {
  const { lines, code } = await inJob(
    'srun --mpi=pmix --cpu-bind=cores --mem 1G --exclusive --exact -u -v --gres=gpu:1 -G1 --hint nomultithread -n1 echo fine',
  );
  expect([lines, code]).toEqual([['fine'], 0]);
});

describe('signals', () => {
  test('to srun go to its tasks', async () => {
    const { environment } = jobs.launch('');
    const launch = jobs.launch(
      `srun -n1 sh -c 'trap "echo got it; exit 6" USR1; echo ready; while :; do sleep 0.02; done' & pid=$!; while ! grep -q ready out; do sleep 0.02; done; kill -USR1 $pid; wait $pid`,
      { environment: [...environment, 'SLURM_JOB_ID=7'] },
    );
    await jobs.runner.start(launch);
    expect(await jobs.exitOf(launch.directory)).toMatchObject({ waitStatus: 6 << 8 });
    expect(jobs.output()).toContain('got it\n');
  });

  test('to the whole job reach each task once', async () => {
    const { environment } = jobs.launch('');
    const launch = jobs.launch(
      `trap '' USR1; srun -n1 perl -e '$| = 1; $SIG{USR1} = sub { print "caught\n" }; print "ready\n"; sleep 1 for 1..2'`,
      { environment: [...environment, 'SLURM_JOB_ID=7'] },
    );
    await jobs.runner.start(launch);
    await until(() => jobs.output().includes('ready'));
    await jobs.runner.signal(launch.directory, constants.signals.SIGUSR1, 'full');
    await jobs.exitOf(launch.directory);
    expect(jobs.output()).toBe('ready\ncaught\n');
  });

  test('SIGKILL to srun ends its tasks', async () => {
    const { lines } = await inJob(
      `srun -n1 sh -c 'echo $$ > task; exec sleep 1000' & pid=$!; while [ ! -s task ]; do sleep 0.02; done; kill -KILL $pid; while kill -0 $(cat task) 2>/dev/null; do sleep 0.02; done; echo gone`,
    );
    expect(lines.at(-1)).toBe('gone');
  });
});

describe('CPUs of the job', () => {
  const small = {
    SLURM_JOB_NODELIST: 'host1',
    SLURM_JOB_NUM_NODES: '1',
    SLURM_JOB_CPUS_PER_NODE: '1',
    SLURM_NTASKS: '1',
  };
  const overlapping = `sh -c 'mkdir busy || echo overlap; sleep 0.2; rmdir busy'`;

  test('are held by one step at a time', async () => {
    const { lines } = await inJob(
      `for i in 1 2 3; do srun -Q -n1 --exclusive ${overlapping} & done; wait`,
      small,
    );
    expect(lines).toEqual([]);
  });

  test('are shared with --overlap and by a step within a step', async () => {
    const { lines } = await inJob(
      `srun -n1 sh -c 'srun -n1 echo inner'; srun -n1 sh -c 'touch on; while [ ! -e off ]; do sleep 0.02; done' & while [ ! -e on ]; do sleep 0.02; done; srun --overlap -n1 touch off; wait`,
      small,
    );
    expect(lines).toEqual(['inner']);
  });

  test('are not enough', async () => {
    const { lines, code } = await inJob('srun -n5 true; srun -O -n5 echo x', small);
    expect(lines[0]).toBe(
      'srun: error: the step wants 5 CPUs, its nodes have 1; --overcommit runs more tasks than CPUs',
    );
    expect([lines.slice(1), code]).toEqual([Array(5).fill('x'), 0]);
  });
});

describe('a het job', () => {
  const het = {
    SLURM_HET_SIZE: '2',
    SLURM_JOB_ID_HET_GROUP_0: '7',
    SLURM_JOB_ID_HET_GROUP_1: '8',
    SLURM_NTASKS_HET_GROUP_0: '2',
    SLURM_NTASKS_HET_GROUP_1: '1',
    SLURM_JOB_NODELIST_HET_GROUP_0: 'a',
    SLURM_JOB_NODELIST_HET_GROUP_1: 'b',
    SLURM_JOB_CPUS_PER_NODE_HET_GROUP_0: '2',
    SLURM_JOB_CPUS_PER_NODE_HET_GROUP_1: '2',
  };
  const where = show('SLURM_PROCID', 'SLURMD_NODENAME', 'SLURM_JOB_ID', 'SLURM_NTASKS');

  test.each([
    ['the first component by default', `srun ${where}`, ['0 a 7 2', '1 a 7 2']],
    ['another one', `srun --het-group=1 ${where}`, ['0 b 8 1']],
    ['several, ranked through', `srun --het-group=0-1 ${where}`, ['0 a 7 3', '1 a 7 3', '2 b 8 3']],
    ['a program each', `srun -n1 ${where} : -n1 ${where}`, ['0 a 7 2', '1 b 8 2']],
  ])('%s', async (_, script, expected) => {
    expect((await inJob(script, het)).lines.toSorted()).toEqual(expected);
  });

  test('has no other component', async () => {
    const { lines, code } = await inJob('srun --het-group=2 true', het);
    expect([lines, code]).toEqual([['srun: error: there is no het group 2 in job 7'], 1]);
  });
});

test.each([
  ['srun', 'no program to run; srun --help tells how'],
  ['srun --no-such x', 'unknown option --no-such; srun --help lists what there is'],
  ['srun -y x', 'unknown option -y; srun --help lists what there is'],
  ['srun --pty bash', 'unknown option --pty; srun --help lists what there is'],
  ['srun -n x true', "--ntasks: 'x' is not a positive number"],
  ['srun -N4 true', 'the step wants 4 nodes, the job has 3 for it'],
  ['srun -w other true', "node other is not one of the job's nodes, host[1-2],gpu05"],
  ['srun --jobid=9 true', 'job 9 is not this one, 7'],
  [
    'unset SLURMREST_START; srun true',
    'this is not a job of slurmrest; submit a script that calls srun: slurmrest submit FILE',
  ],
])('%s is refused', async (script, message) => {
  expect(await inJob(script)).toEqual({ lines: [`srun: error: ${message}`], code: 1 });
});
