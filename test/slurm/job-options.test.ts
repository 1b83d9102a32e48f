import { describe, expect, test } from 'vitest';
import { JobOptions } from '../../src/slurm/job-options.ts';
import { SBATCH_OPTIONS } from '../../src/slurm/sbatch-options.ts';

/** Values as users write them, and as they are written back. */
const VALUES: [name: string, given: string | boolean, written?: string][] = [
  ['account', 'physics'],
  ['array', '0-15:4%2'],
  ['begin', '2030-01-31T16:00:00'],
  ['chdir', '/tmp'],
  ['comment', 'a b'],
  ['constraint', 'a&b'],
  ['contiguous', true],
  ['core-spec', '4'],
  ['cpu-freq', 'low-high:ondemand'],
  ['cpu-freq', 'performance'],
  ['cpus-per-gpu', '4'],
  ['cpus-per-task', '2'],
  ['delay-boot', '90', '90:00'],
  ['dependency', 'afterok:5'],
  ['exclusive', true, 'exclusive'],
  ['exclusive', 'user'],
  ['gpu-bind', 'closest'],
  ['gpu-freq', 'medium'],
  ['gpus', 'a100:2,v100:1'],
  ['gpus-per-node', '2'],
  ['gres', 'gpu:2,shard:1'],
  ['hold', true],
  ['job-name', 'x'],
  ['mail-type', 'END,FAIL'],
  ['mail-type', 'NONE'],
  ['mem', '4096', '4G'],
  ['mem', '1500M'],
  ['mem', '0'],
  ['mem-per-cpu', '2T'],
  ['mem-per-gpu', '8G'],
  ['nice', '-5'],
  ['no-kill', true],
  ['no-requeue', true],
  ['nodes', '2'],
  ['nodes', '2-4'],
  ['ntasks', '8'],
  ['open-mode', 'append'],
  ['oversubscribe', true],
  ['partition', 'a,b'],
  ['priority', '7'],
  ['profile', 'energy,task'],
  ['profile', 'all'],
  ['requeue', true],
  ['signal', 'B:USR1@60', 'B:10@60'],
  ['switches', '2@60', '2@60:00'],
  ['thread-spec', '3'],
  ['time', '90', '01:30:00'],
  ['time', '3-00', '3-00:00:00'],
  ['time', 'UNLIMITED'],
  ['tmp', '1G'],
  ['wait-all-nodes', '1'],
];

test.each(VALUES)('--%s=%s is read back as it may be typed', (...[name, given, written]) => {
  const options = new JobOptions({});
  expect(options.set(name, given)).toBe(true);
  const value = options.get(name)!;
  if (typeof given === 'string' && name !== 'wait-all-nodes') expect(value).toBe(written ?? given);
  const again = new JobOptions({});
  again.set(name, value);
  expect(again.description).toEqual(options.description);
  options.unset(name);
  expect(options.description).toEqual({});
});

test('every option that describes a job can be read back, but for those that are short for others', () => {
  const unwritten = SBATCH_OPTIONS.filter(
    ({ read, write, place, use }) => read && !write && place !== 'request' && use !== 'update',
  );
  expect(unwritten.map(({ name }) => name)).toEqual(['extra-node-info', 'hint']);
});

describe('setting an option', () => {
  test('replaces all that it stood for', () => {
    const options = new JobOptions({ warn_signal: 10, warn_time: 5, warn_batch_only: true, account: 'a' });
    options.set('signal', 'TERM@30');
    expect(options.description).toEqual({ account: 'a', warn_signal: 15, warn_time: 30 });
  });

  test('cannot make the job another user’s, nor set what describes no job', () => {
    const options = new JobOptions({ user_id: 7, group_id: 8 });
    expect(['uid', 'gid', 'wait', 'no-such-option'].map((name) => options.set(name, '0'))).toEqual(
      Array(4).fill(false),
    );
    options.unset('uid');
    expect(options.description).toEqual({ user_id: 7, group_id: 8 });
  });

  test('lies below what a job says itself, option by option', () => {
    const defaults = new JobOptions({});
    defaults.set('mem', '1G');
    defaults.set('signal', 'B:TERM');
    defaults.set('time', '60');
    const job = { pn_min_memory: { mib: 5, per: 'cpu' as const }, warn_signal: 10 };
    expect(defaults.under(job)).toEqual({ ...job, time_limit: 60 });
  });
});

test('names lists what is given, once each', () => {
  const options = new JobOptions({ name: 'x', min_nodes: 1, max_nodes: 1 });
  expect(options.names()).toEqual(['job-name', 'nodes']);
});
