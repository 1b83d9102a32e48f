import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSteps } from '../../../../src/schedulers/local/run/read-steps.ts';
import { tempFolder } from '../open-test-scheduler.ts';
import { openJobs } from './jobs.ts';

test('an exit tells of the steps, what they were and how they ended', async () => {
  const jobs = openJobs();
  try {
    const { environment } = jobs.launch('');
    const exit = await jobs.run(
      `srun -n2 -J 'first one' true
       srun -n1 sh -c 'exit 3'
       srun -n1 sh -c 'kill -9 $PPID'`,
      {
        environment: [
          ...environment,
          'SLURM_JOB_ID=7',
          'SLURM_JOB_NODELIST=host1',
          'SLURM_JOB_CPUS_PER_NODE=4',
        ],
      },
    );
    expect(exit.maxRss).toBeGreaterThan(100);
    expect(exit.steps).toMatchObject([
      {
        id: 0,
        name: 'first one',
        parts: [{ offset: 0, tasks: 2, cpus: 2, nodes: 'host1' }],
        end: { waitStatus: 0 },
      },
      { id: 1, name: 'sh', parts: [{ tasks: 1, cpus: 1 }], end: { waitStatus: 3 << 8 } },
      { id: 2, name: 'sh' },
    ]);
    const [first, second, third] = exit.steps!;
    expect(first!.end!.time).toBeGreaterThanOrEqual(first!.startTime);
    expect(second!.end!.maxRss).toBeGreaterThan(100);
    expect(third!.end).toBeUndefined();
  } finally {
    await jobs.close();
  }
});

test('what a job puts in the place of its steps harms nobody', () => {
  const folder = tempFolder();
  const steps = join(folder, 'steps');
  mkdirSync(steps);
  symlinkSync('1 2', join(steps, '0'));
  symlinkSync('1 2 3 0:x:1:$(id) \u001b[31mred', join(steps, '1'));
  symlinkSync('NaN -1 x', join(steps, '1.end'));
  symlinkSync('1 2 3 0:1:1:host1 a', join(steps, 'abc'));
  mkdirSync(join(steps, '2'));
  expect(readSteps(folder)).toMatchObject([
    { id: 0, name: '', parts: [] },
    { id: 1, name: '?[31mred', parts: [], end: { waitStatus: 0, userSeconds: 0, systemSeconds: 0 } },
  ]);
  expect(readSteps(join(folder, 'none'))).toEqual([]);
});
