import { describe, expect, test } from 'vitest';
import { jobEnvironment } from '../../src/commands/submit/environment.ts';
import { type Given, readOptions } from '../../src/commands/submit/read-options.ts';
import {
  fieldsOf,
  layOptions,
  optionsOfEnvironment,
  overlayRequest,
} from '../../src/commands/submit/request.ts';

const options = (...words: string[]): Given[] => readOptions(words).components[0]!;
const fields = (...levels: Given[][]) => fieldsOf(layOptions(levels));

describe('the levels of options', () => {
  test('lie over one another', () => {
    const environment = optionsOfEnvironment({
      SBATCH_PARTITION: 'night',
      SBATCH_TIMELIMIT: '5',
      OTHER: '1',
    });
    const script = options('-n4', '--partition=day', '-t1', '-Jscript');
    expect(fields(script, environment, options('-J', 'typed'))).toEqual({
      ntasks: 4,
      partition: 'night',
      time: '5',
      job_name: 'typed',
    });
  });

  test('a later option takes away what an earlier one set in another way', () => {
    expect(fields(options('--mem-per-cpu=1G'), [], options('--mem=4G'))).toEqual({ mem: '4G' });
    expect(fields(options('--requeue'), [], options('--no-requeue'))).toEqual({ no_requeue: true });
  });

  test('a value nobody can read is refused by its name', () => {
    expect(() => layOptions([options('--ntasks=many')])).toThrow(
      '--ntasks: must be a whole number, not "many"',
    );
  });
});

describe('a ready-made request', () => {
  test('keeps its fields and gets its surroundings', () => {
    const request = { job: { name: 'x', environment: { A: '1' } }, script: '#!/bin/sh\n' };
    expect(overlayRequest(request, layOptions([[]]))).toEqual({
      job: { name: 'x', environment: { A: '1' }, current_working_directory: process.cwd() },
      script: '#!/bin/sh\n',
    });
  });

  test('yields to options, under whatever name it has the field', () => {
    const job = { tasks: 1, current_working_directory: '/tmp', environment: {} };
    expect(overlayRequest({ job: [job] }, layOptions([options('-n', '3')]))).toEqual({
      job: [{ ntasks: 3, current_working_directory: '/tmp', environment: {} }],
    });
  });
});

describe('the environment of a job', () => {
  const own = { PATH: '/bin', A: '1', SLURM_CLUSTER_NAME: 'c', SLURM_JWT: 'secret' };
  const environment = (wanted?: string) => {
    const { SLURM_SUBMIT_DIR, SLURM_SUBMIT_HOST, ...rest } = jobEnvironment({ wanted, file: undefined }, own);
    expect(SLURM_SUBMIT_DIR).toBe(process.cwd());
    expect(SLURM_SUBMIT_HOST).toBeTruthy();
    return rest;
  };

  test("is all of the submitter's but the token", () => {
    expect(environment()).toEqual({ PATH: '/bin', A: '1', SLURM_CLUSTER_NAME: 'c' });
    expect(environment('ALL,B=2,3')).toEqual({ PATH: '/bin', A: '1', SLURM_CLUSTER_NAME: 'c', B: '2,3' });
  });

  test('is what --export names', () => {
    expect(environment('A,B=x')).toEqual({ A: '1', SLURM_CLUSTER_NAME: 'c', B: 'x' });
  });

  test('is that of a fresh login with NONE', () => {
    expect(Object.keys(environment('NONE')).sort()).toEqual(
      ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'SLURM_CLUSTER_NAME', 'USER'].sort(),
    );
  });
});
