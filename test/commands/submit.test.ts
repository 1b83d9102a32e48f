import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EXIT } from '../../src/slurm/error-table.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';
import { run } from './command-line.ts';

let scheduler: FakeScheduler;
let folder: string;
vi.mock('../../src/cli/open-scheduler.ts', () => ({ openScheduler: async () => scheduler }));

beforeEach(() => {
  scheduler = new FakeScheduler(1202);
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
}

const SCRIPT = '#!/bin/bash\n#SBATCH --ntasks=20 -J test18.1\n#SBATCH --nodes=2-4\nsrun echo it works\n';

describe('submit', () => {
  test('reads the #SBATCH lines of a script, and hands the rest of the line to it', async () => {
    const script = file('job.sh', SCRIPT);
    const { code, stdout, stderr } = await run(['submit', '--partition', 'debug', script, '--wait', 'x']);
    expect({ code, stdout, stderr }).toEqual({
      code: EXIT.ok,
      stdout: 'Submitted batch job 1202\n',
      stderr: '',
    });
    const [submission] = scheduler.submissions;
    expect(submission!.script).toBe(SCRIPT);
    expect(submission!.jobs).toHaveLength(1);
    expect(submission!.jobs[0]).toMatchObject({
      name: 'test18.1',
      num_tasks: 20,
      min_nodes: 2,
      max_nodes: 4,
      partition: 'debug',
      work_dir: process.cwd(),
      argv: ['job.sh', '--wait', 'x'],
      submit_line: `slurmrest submit --partition debug ${script} --wait x`,
    });
    expect(submission!.jobs[0]!.environment).toContain(`PATH=${process.env['PATH']}`);
  });

  test('reads a script from stdin, or wraps a command', async () => {
    await run(['submit', '-n2'], SCRIPT);
    await run(['submit', '--wrap', 'echo "$HOME"', '--chdir', '/tmp']);
    expect(
      scheduler.submissions.map(({ script, jobs }) => [script, jobs[0].name, jobs[0].num_tasks]),
    ).toEqual([
      [SCRIPT, 'test18.1', 2],
      ['#!/bin/sh\necho "$HOME"\n', 'wrap', undefined],
    ]);
    expect(scheduler.submissions[1]!.jobs[0].work_dir).toBe('/tmp');
  });

  test('submits the components of a het job', async () => {
    const script = file('job.sh', '#!/bin/sh\n#SBATCH -n1\n#SBATCH hetjob\n#SBATCH -n2\n');
    await run(['submit', script]);
    await run(['submit', '-n3', ':', '-n4', ':', '-n5', script]);
    expect(scheduler.submissions.map(({ jobs }) => jobs.map(({ num_tasks }) => num_tasks))).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  test.each([
    [
      'request.json',
      '{"job": {"account": "test", "ntasks": 20, "nodes": [2, 4]}, "script": "#!/bin/bash\\ntrue"}',
    ],
    ['request.yaml', 'job: {account: test, ntasks: 20, nodes: [2, 4]}\nscript: "#!/bin/bash\\ntrue"\n'],
    [
      'request',
      '%YAML 1.1\n---\njob: {account: test, ntasks: 20, nodes: [2, 4]}\nscript: "#!/bin/bash\\ntrue"\n',
    ],
  ])('sends a request as it is: %s', async (name, text) => {
    expect((await run(['submit', file(name, text)])).stdout).toBe('Submitted batch job 1202\n');
    expect(scheduler.submissions[0]!.jobs[0]).toMatchObject({
      account: 'test',
      num_tasks: 20,
      min_nodes: 2,
      max_nodes: 4,
      work_dir: process.cwd(),
    });
  });

  test('prints what it would send with --dry-run, and sends nothing', async () => {
    const { stdout } = await run([
      'submit',
      '--dry-run',
      '--export=NONE',
      '--time=1:00:00',
      '--hold',
      file('job.sh', SCRIPT),
    ]);
    const { job, script } = JSON.parse(stdout);
    expect(script).toBe(SCRIPT);
    expect(job).toMatchObject({ name: 'test18.1', ntasks: 20, nodes: '2-4', time: '1:00:00', hold: true });
    expect(scheduler.submissions).toEqual([]);
  });

  test('prints only the id with --parsable, the answer with --json, nothing with --quiet', async () => {
    const script = file('job.sh', '#!/bin/sh\n');
    expect((await run(['submit', '--parsable', script])).stdout).toBe('1202\n');
    expect(JSON.parse((await run(['submit', '--json', script])).stdout)).toEqual({
      errors: [],
      job_id: 1203,
      step_id: 'BATCH',
      job_submit_user_msg: null,
    });
    expect((await run(['submit', '-Q', script])).stdout).toBe('');
  });

  test('tells what a site has to say, and which options change nothing', async () => {
    scheduler.userMessage = 'Mind the night shift.';
    const { stderr } = await run(['submit', '--distribution=block', '--wrap', 'true']);
    expect(stderr).toBe('slurmrest: --distribution has no effect.\nslurmrest: Mind the night shift.\n');
  });

  test('-M chooses the cluster, in scripts it is an option of sbatch without effect', async () => {
    vi.stubEnv('XDG_CONFIG_HOME', folder);
    await run(['config', 'set', 'lab', `state=${folder}/state`]);
    for (const flag of [['-M', 'lab'], ['-Mlab'], ['-HM', 'lab'], ['--clusters=lab'], ['--cluster', 'lab']]) {
      const { code, stderr } = await run(['submit', ...flag, '--wrap', 'true']);
      expect({ code, stderr }).toEqual({ code: EXIT.ok, stderr: '' });
    }
    const unknown = await run(['submit', '-M', 'hpc', '--wrap', 'true']);
    expect(unknown.stderr).toContain('There is no cluster "hpc"');
    const script = file('job.sh', '#!/bin/sh\n#SBATCH --clusters=hpc\n');
    expect((await run(['submit', script])).stderr).toMatch(/--clusters has no effect/);
  });

  test('refuses what it cannot submit', async () => {
    const expectError = async (words: string[], code: number, text: string) => {
      const outcome = await run(['submit', ...words]);
      expect(outcome.stderr).toContain(text);
      expect(outcome.code).toBe(code);
      expect(outcome.stdout).toBe('');
    };
    await expectError([path.join(folder, 'none')], EXIT.usage, 'none: ENOENT');
    await expectError([file('notes', 'hello\n')], EXIT.usage, 'neither a script nor a request');
    await expectError([file('dos.sh', '#!/bin/sh\r\necho\r\n')], EXIT.usage, 'dos2unix');
    await expectError([file('bad.json', '{"job": ')], EXIT.failed, 'The body is not valid JSON');
    await expectError(['--ntasks=many', '--wrap', 'x'], EXIT.usage, '--ntasks: must be a whole number');
    await expectError(
      ['--wrap', 'x', file('job.sh', SCRIPT)],
      EXIT.usage,
      '--wrap takes the place of a script',
    );
    await expectError(
      [file('a.json', '{}'), '--wait'],
      EXIT.usage,
      'takes no arguments; put options before it',
    );
    await expectError(['--nosuch', '--wrap', 'x'], EXIT.usage, '--nosuch');
    await expectError([file('b.json', '{"job": {"ntask": 1}, "script": "#!/bin/sh"}')], EXIT.usage, 'ntask');
  });
});

describe('submit --wait', () => {
  /** Changes the job that comes next, once it is there. */
  const end = (changes: Parameters<FakeScheduler['change']>[1]) => {
    const before = scheduler.submissions.length;
    const timer = setInterval(() => {
      if (scheduler.submissions.length === before) return;
      clearInterval(timer);
      scheduler.change(1202 + before, changes);
    }, 10);
  };

  test('ends well with the job', async () => {
    end({ job_state: 'COMPLETED' });
    const { code, stdout } = await run(['submit', '--wait', '--wrap', 'true']);
    expect(stdout).toBe('Submitted batch job 1202\nJob 1202 COMPLETED\n');
    expect(code).toBe(EXIT.ok);
  });

  test('tells each change of state in a line', async () => {
    end({ job_state: 'CANCELLED' });
    const { code, stderr } = await run(['submit', '--wait', '--hold', '--wrap', 'true']);
    expect(code).toBe(EXIT.jobFailed);
    for (const line of stderr.split('\n').filter(Boolean)) expect(line).toMatch(/^slurmrest: Job 1202 /);
    end({ job_state: 'COMPLETED' });
    expect((await run(['submit', '--wait', '--quiet', '--wrap', 'true'])).stderr).toBe('');
  });

  test('says at Ctrl-C that the job goes on, and how to cancel it', async () => {
    const waiting = run(['submit', '--state', `${folder}/state`, '--wait', '--wrap', 'true']);
    while (process.listenerCount('SIGINT') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    process.emit('SIGINT');
    const { code, stdout, stderr } = await waiting;
    expect(code).toBe(EXIT.interrupted);
    expect(stdout).toBe('Submitted batch job 1202\n');
    expect(stderr.split('\n').at(-2)).toBe(
      `slurmrest: Job 1202 goes on. To cancel it: SLURMREST_STATE=${folder}/state slurmrest cancel 1202`,
    );
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  test('ends with 6 when the job fails', async () => {
    end({ job_state: 'FAILED', exit_code: 3 << 8 });
    const { code, stdout } = await run(['submit', '-W', '--wrap', 'exit 3']);
    expect(stdout).toContain('Job 1202 FAILED, exit code 3\n');
    expect(code).toBe(EXIT.jobFailed);
  });
});
