import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EXIT } from '../../src/slurm/error-table.ts';
import { parseJobId } from '../../src/slurm/job-id.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';
import { run } from './command-line.ts';

let scheduler: FakeScheduler;
vi.mock('../../src/cli/open-scheduler.ts', () => ({ openScheduler: async () => scheduler }));

const base = { partition: 'debug', name: 'test18.1', user_name: 'nate', user_id: 1000, num_nodes: 4 };

beforeEach(() => {
  scheduler = new FakeScheduler(115);
  scheduler.add({ ...base, priority: 9, state_reason: 'Priority' });
});

function addArray() {
  scheduler.nextJobId = 1202;
  scheduler.add({ ...base, array_job_id: 1202, array_task_str: '528-1000', state_reason: 'Resources' });
  const running = { ...base, array_job_id: 1202, job_state: 'RUNNING' } as const;
  scheduler.add({ ...running, array_task_id: 527, nodes: 'host[5-8]' });
  scheduler.add({ ...running, array_task_id: 526, nodes: 'host[1-4]' });
}

describe('show', () => {
  test('prints the queue as squeue does', async () => {
    addArray();
    const { code, stdout } = await run(['show']);
    expect(code).toBe(EXIT.ok);
    expect(`\n${stdout}`).toBe(`
             JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)
               115     debug test18.1     nate PD       0:00      4 (Priority)
   1202_[528-1000]     debug test18.1     nate PD       0:00      4 (Resources)
          1202_526     debug test18.1     nate  R       0:00      4 host[1-4]
          1202_527     debug test18.1     nate  R       0:00      4 host[5-8]
`);
  });

  test('chooses jobs and columns', async () => {
    addArray();
    const { stdout } = await run([
      'show',
      '--states',
      'r',
      '--user',
      'nate',
      '--no-header',
      '--format',
      '%i %T',
    ]);
    expect(stdout).toBe('1202_526 RUNNING\n1202_527 RUNNING\n');
    expect((await run(['show', '--me', '--no-header'])).stdout).toBe('');
    expect((await run(['show', 'jobs', '115', '--no-header', '-o', '%i'])).stdout).toBe('115\n');
  });

  test('takes its defaults from the variables of squeue', async () => {
    vi.stubEnv('SQUEUE_FORMAT', '%A');
    vi.stubEnv('SQUEUE_STATES', 'all');
    scheduler.add({ ...base, job_state: 'COMPLETED' });
    expect((await run(['show', '--sort', 'i'])).stdout).toBe('JOBID\n115\n116\n');
    for (const falling of [['--sort', '-i'], ['--sort=-i'], ['-S', '-i'], ['-S-i']])
      expect((await run(['show', ...falling])).stdout).toBe('JOBID\n116\n115\n');
    vi.unstubAllEnvs();
  });

  test('gives the data itself with --json', async () => {
    addArray();
    const { stdout } = await run(['show', '--json', '--jobs', '1202_527']);
    const answer = JSON.parse(stdout);
    expect(answer.errors).toEqual([]);
    expect(answer.jobs).toHaveLength(1);
    expect(answer.jobs[0]).toMatchObject({
      job_id: 1203,
      array_task_id: 527,
      deadline: 0,
      cpus_per_task: {},
    });
  });

  test('tells all about a job, and about each task of an array', async () => {
    addArray();
    const one = await run(['show', 'job', '115']);
    expect(one.stdout.split('\n').slice(0, 5)).toEqual([
      'JobId=115 JobName=test18.1',
      '   UserId=nate(1000) GroupId=0 MCS_label=N/A',
      '   Priority=9 Nice=0 Account=(null) QOS=(null)',
      '   JobState=PENDING Reason=Priority Dependency=(null)',
      '   Requeue=0 Restarts=0 BatchFlag=0 Reboot=0 ExitCode=0:0',
    ]);
    const all = await run(['show', 'job', '1202', '--oneliner']);
    expect(all.stdout.match(/JobId=\d+ ArrayJobId=1202 ArrayTaskId=\S+/g)).toEqual([
      'JobId=1202 ArrayJobId=1202 ArrayTaskId=528-1000',
      'JobId=1203 ArrayJobId=1202 ArrayTaskId=527',
      'JobId=1204 ArrayJobId=1202 ArrayTaskId=526',
    ]);
  });

  test('tells what it can and which jobs there are none of', async () => {
    const { code, stdout, stderr } = await run(['show', 'job', '7', '115']);
    expect(code).toBe(EXIT.notFound);
    expect(stdout).toContain('JobId=115 ');
    expect(stderr).toBe(
      'slurmrest: No job 7. It never existed, or it ended too long ago to be remembered.\n',
    );
    const json = await run(['show', 'job', '7', '--json']);
    expect(json.code).toBe(EXIT.notFound);
    expect(JSON.parse(json.stdout)).toMatchObject({ errors: [{ error_code: 2017 }], jobs: [] });
    expect(json.stderr).toBe('');
  });

  test('does not let a name steer the terminal', async () => {
    scheduler.add({ ...base, name: '\u001b[2J', comment: 'a\nb' });
    expect((await run(['show'])).stdout).not.toContain('\u001b');
    expect((await run(['show', 'job', '116'])).stdout).toContain('Comment=a?b');
  });

  test('prints nodes and partitions as sinfo and scontrol do', async () => {
    expect((await run(['show', 'nodes'])).stdout).toMatch(/^debug\* +up +infinite +1 +idle host1$/m);
    expect((await run(['show', 'partitions'])).stdout).toMatch(/^debug\* +up +infinite +0\/1\/0\/1 host1$/m);
    expect((await run(['show', 'node', 'host[1-2]'])).stdout).toContain('NodeName=host1 Arch=x86_64');
    expect((await run(['show', 'node', 'host[1-2]'])).code).toBe(EXIT.notFound);
    expect((await run(['show', 'partition'])).stdout).toContain('PartitionName=debug\n');
  });

  test('gives ids alone, as cancel takes them', async () => {
    addArray();
    const { stdout } = await run(['show', '--states', 'PD', '--output', 'name']);
    expect(stdout).toBe('115\n1202_[528-1000]\n');
    expect(stdout.trim().split('\n').map(parseJobId)).toMatchObject([{ jobId: 115 }, { tasks: '528-1000' }]);
    expect((await run(['show', 'nodes', '--output', 'name'])).stdout).toBe('host1\n');
    expect((await run(['show', 'partition', 'debug', '--output=name'])).stdout).toBe('debug\n');
    expect((await run(['show', '--user', 'nobody', '--output', 'name'])).stdout).toBe('');
  });

  test('gives CSV with the names of the API', async () => {
    scheduler.add({ ...base, name: 'a, "b"', state_desc: 'x' });
    const { stdout } = await run(['show', '--output', 'csv', '--sort', 'i']);
    const [header, first, second, rest] = stdout.split('\r\n');
    expect(header!.split(',').slice(0, 3)).toEqual(['account', 'accrue_time', 'admin_comment']);
    expect(header!.split(',')).toContain('job_id');
    expect(first).toContain('test18.1');
    expect(second).toContain('"a, ""b"""');
    expect(rest).toBe('');
    expect((await run(['show', 'nodes', '--output', 'csv', '--no-header'])).stdout).toMatch(/^host1,/);
  });

  test('gives YAML as the API writes it', async () => {
    const { stdout } = await run(['show', 'job', '115', '--output', 'yaml']);
    expect(stdout).toMatch(/^%YAML 1\.1\n---\n!!str errors: !!seq \[\]\n!!str jobs: !!seq\n/);
    expect(stdout).toContain('!!str job_id: !!int 115\n');
    const json = await run(['show', 'job', '115', '--output', 'json']);
    expect(json.stdout).toBe((await run(['show', 'job', '115', '--json'])).stdout);
  });

  test('gives more columns, none of them cut', async () => {
    addArray();
    const { stdout } = await run(['show', '--output', 'wide']);
    expect(stdout).toMatch(/^JOBID +PARTITION NAME +USER +ACCOUNT QOS STATE +TIME TIME_LIMIT NODES CPUS/);
    expect(stdout).toMatch(/^1202_\[528-1000\] debug +test18\.1 nate/m);
    const nodes = await run(['show', 'nodes', '--output', 'wide']);
    expect(nodes.stdout).toMatch(/^NODELIST PARTITION STATE CPUS ALLOC .*\nhost1 +debug +idle /);
    const partitions = await run(['show', 'partitions', '--output', 'wide', '--no-header']);
    expect(partitions.stdout).toMatch(/^debug\* +up +n\/a +infinite 1-infinite /);
  });

  test('one form at a time', async () => {
    for (const words of [
      ['--json', '--output', 'csv'],
      ['--output', 'xml'],
      ['--output', 'csv', '--watch'],
      ['--output', 'wide', '--format', '%i'],
    ])
      expect((await run(['show', ...words])).code).toBe(EXIT.usage);
  });

  test('chooses nodes and partitions', async () => {
    vi.stubEnv('SQUEUE_STATES', 'PD');
    vi.stubEnv('SQUEUE_PARTITION', 'none');
    const names = async (...words: string[]) => (await run(['show', ...words, '--output', 'name'])).stdout;
    expect(await names('nodes')).toBe('host1\n');
    vi.unstubAllEnvs();
    expect(await names('nodes', '--states', 'idle,drain')).toBe('host1\n');
    expect(await names('nodes', '--states', 'drain', '--partition', 'debug')).toBe('');
    expect(await names('partitions', '--states', 'down')).toBe('');
    expect(await names('partitions', 'debug', '--states', 'UP')).toBe('debug\n');
    const missing = await run(['show', 'nodes', 'host[1-2]', '--output', 'name']);
    expect(missing).toMatchObject({ code: EXIT.notFound, stdout: 'host1\n' });
    expect(missing.stderr).toContain('No node host2');
    expect((await run(['show', 'nodes', '--partition', 'x'])).code).toBe(EXIT.notFound);
    expect((await run(['show', 'nodes', '--states', 'XX'])).stderr).toContain('"xx" is no state of nodes');
    expect((await run(['show', 'partitions', '--states', 'XX'])).stderr).toContain(
      'UP, DOWN, DRAIN, INACTIVE',
    );
  });

  test('suggests what was meant', async () => {
    const subject = await run(['show', 'nods']);
    expect(subject.code).toBe(EXIT.usage);
    expect(subject.stderr).toBe(
      'slurmrest: There is no "nods" to show. Did you mean "slurmrest show nodes"? See slurmrest show --help.\n',
    );
    expect((await run(['show', '1202'])).stderr).toContain('Did you mean "slurmrest show job 1202"?');
    expect((await run(['show', '--states', 'XX'])).stderr).toContain('"XX" is no job state');
  });
});
