import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Jobs, openJobs } from './jobs.ts';

let jobs: Jobs;
beforeEach(() => {
  jobs = openJobs();
});
afterEach(() => jobs.close());

describe('exit', () => {
  test.each([
    ['exit 0', 0],
    ['exit 3', 3 << 8],
    // What a shell alone could not tell apart.
    ['exit 137', 137 << 8],
    ['kill -KILL $$', 9],
    ['kill -INT $$', 2],
    ['kill -SEGV $$', 11],
    ['sh -c "kill -KILL \\$\\$"; exit $?', 137 << 8],
  ])('%s', async (script, waitStatus) => {
    expect((await jobs.run(script)).waitStatus & ~0x80).toBe(waitStatus);
  });

  test('comes with the time and the CPU time, that of what the script left behind included', async () => {
    const before = Date.now() / 1000;
    const exit = await jobs.run('i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done');
    expect(exit.endTime).toBeGreaterThanOrEqual(before - 1);
    expect(exit.endTime).toBeLessThanOrEqual(Date.now() / 1000 + 1);
    expect(exit.userSeconds! + exit.systemSeconds!).toBeGreaterThan(0);
  });
});

describe('the script', () => {
  test('gets its arguments and exactly its environment', async () => {
    const environment = [
      'B=two words',
      'Q=\'"$`\\',
      'NL=a\nb',
      'BASH_FUNC_f%%=() { echo called; }',
      'ÄÖ=ü',
      'E=',
    ];
    await jobs.run(
      '#!/usr/bin/env -S /bin/bash -p\nprintf "%s|" "$0" "$#" "$@"; tr "\\0" "|" </proc/$$/environ',
      {
        arguments: ['', 'a b', '*'],
        environment,
      },
    );
    const [script, count, ...rest] = jobs.output().split('|');
    expect([script, count, ...rest.slice(0, 3)]).toEqual([
      expect.stringMatching(/\/slurm_script$/),
      '3',
      '',
      'a b',
      '*',
    ]);
    const start = `SLURMREST_START=${join(jobs.folder, 'run', '1')}`;
    expect(rest.slice(3, -1).toSorted()).toEqual([...environment, start].toSorted());
  });

  test('runs in any interpreter', async () => {
    await jobs.run('#!/usr/bin/perl -w\nprint "perl $]\\n"');
    expect(jobs.output()).toMatch(/^perl 5/);
  });

  test('without its interpreter fails and says so in its output', async () => {
    expect((await jobs.run('#!/nowhere/sh\n')).waitStatus).toBe(2 << 8);
    expect(jobs.output()).toMatch(/execve\(\): .*slurm_script: No such file or directory/);
  });

  test('holds no file but its three streams', async () => {
    await jobs.run('#!/usr/bin/perl\nprint "@{[grep defined, map readlink, glob q(/proc/self/fd/*)]}"');
    const out = join(jobs.folder, 'out');
    expect(jobs.output().trim().split(' ')).toEqual(['/dev/null', out, out]);
  });

  test('ignores and blocks no signal, and leads its own process group', async () => {
    await jobs.run('#!/bin/bash -p\ngrep -E "^Sig(Blk|Ign)" /proc/self/status; ps -o pgid= $$; echo $$');
    const [blocked, ignored, group, pid] = jobs.output().trim().split('\n');
    expect([blocked, ignored]).toEqual(['SigBlk:\t0000000000000000', 'SigIgn:\t0000000000000000']);
    expect(Number(group)).toBe(Number(pid));
  });

  test('reads its input file', async () => {
    writeFileSync(join(jobs.folder, 'in'), 'given\n');
    await jobs.run('cat', { stdin: join(jobs.folder, 'in') });
    expect(jobs.output()).toBe('given\n');
  });

  test('takes the umask of SLURM_UMASK', async () => {
    await jobs.run('/bin/touch made', { environment: ['SLURM_UMASK=0027'] });
    expect(statSync(join(jobs.folder, 'made')).mode & 0o777).toBe(0o640);
  });
});

describe('output', () => {
  test('is appended to or truncated, both streams in one file in order', async () => {
    const script = 'echo one; echo two >&2; echo three';
    await jobs.run(script);
    await jobs.run(script);
    expect(jobs.output()).toBe('one\ntwo\nthree\n'.repeat(2));
    await jobs.run(script, { openMode: 'truncate' });
    expect(jobs.output()).toBe('one\ntwo\nthree\n');
  });

  test('goes to two files', async () => {
    await jobs.run('echo out; echo err >&2', { stderr: join(jobs.folder, 'err') });
    expect([jobs.output('out'), jobs.output('err')]).toEqual(['out\n', 'err\n']);
  });

  test('of a job whose work folder is gone says so; it runs in /tmp', async () => {
    await jobs.run('pwd', { workDir: join(jobs.folder, 'gone') });
    expect(jobs.output()).toMatch(
      /couldn't chdir to '.*gone': No such file or directory: going to \/tmp instead\n\/tmp\n$/,
    );
  });

  test('to a device works with truncate, too', async () => {
    expect((await jobs.run('echo x', { stdout: '/dev/null', openMode: 'truncate' })).waitStatus).toBe(0);
  });
});

describe('a start that cannot be made', () => {
  test.each(['stdout', 'stderr', 'stdin'] as const)('%s in a folder that is not there', async (stream) => {
    const launch = jobs.launch('echo ran > ran', { [stream]: join(jobs.folder, 'gone', 'file') });
    await expect(jobs.runner.start(launch)).rejects.toMatchObject({
      code: 'JOB_OUTPUT_UNUSABLE',
      message: expect.stringMatching(new RegExp(`gone/file as ${stream} of the job: No such file`)),
    });
    expect(existsSync(join(jobs.folder, 'ran'))).toBe(false);
  });

  test('leaves nothing that would run later, and may be tried again', async () => {
    const launch = jobs.launch('true', { stdout: jobs.folder });
    await expect(jobs.runner.start(launch)).rejects.toMatchObject({ code: 'JOB_OUTPUT_UNUSABLE' });
    expect(await jobs.runner.adopt(launch.directory)).toEqual({ outcome: 'never-started' });
    await jobs.runner.start({ ...launch, stdout: '/dev/null', stderr: '/dev/null' });
    expect(await jobs.exitOf(launch.directory)).toMatchObject({ waitStatus: 0 });
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(join(jobs.folder, 'file'), '');
    const launch = jobs.launch('true', { directory: join(jobs.folder, 'file', 'job') });
    await expect(jobs.runner.start(launch)).rejects.toMatchObject({
      code: 'JOB_DIRECTORY_UNUSABLE',
      message: expect.stringContaining('not a directory'),
    });
  });

  test('a folder of a job that was started', async () => {
    const launch = jobs.launch('echo once');
    await jobs.runner.start(launch);
    await expect(jobs.runner.start(launch)).rejects.toMatchObject({ code: 'JOB_DIRECTORY_UNUSABLE' });
    await jobs.exitOf(launch.directory);
    await expect(jobs.runner.start(launch)).rejects.toMatchObject({ code: 'JOB_DIRECTORY_UNUSABLE' });
    expect(jobs.output()).toBe('once\n');
  });

  test('text with a NUL character', async () => {
    await expect(jobs.runner.start(jobs.launch('true', { environment: ['A=b\0c'] }))).rejects.toMatchObject({
      code: 'FIELD_INVALID',
    });
  });
});

/** As root jobs run as their user; anyone else runs only his own. */
test('a job of another user', async () => {
  const nobody = { uid: 65534, gid: 65534 };
  if (process.getuid?.() !== 0) {
    await expect(jobs.runner.start(jobs.launch('true', nobody))).rejects.toMatchObject({
      code: 'JOB_USER_REFUSED',
    });
    return;
  }
  chmodSync(jobs.folder, 0o711);
  mkdirSync(join(jobs.folder, 'secret'), { mode: 0o700 });
  const launch = jobs.launch(
    'id -u; id -g; id -G; cat "$0" | tail -1; grep -E "CapEff|NoNewPrivs" /proc/self/status; echo x > "$SLURMREST_START/exit"',
    {
      ...nobody,
      workDir: '/',
      stdout: '/tmp/../dev/null',
    },
  );
  await expect(
    jobs.runner.start({ ...launch, stdout: join(jobs.folder, 'secret', 'out') }),
  ).rejects.toMatchObject({
    message: expect.stringContaining('Permission denied'),
  });
  writeFileSync(join(jobs.folder, 'theirs'), '');
  chmodSync(join(jobs.folder, 'theirs'), 0o666);
  const theirs = join(jobs.folder, 'theirs');
  await jobs.runner.start({ ...launch, stdout: theirs, stderr: theirs });
  // Its own exit is not the job's to write.
  expect(await jobs.exitOf(launch.directory)).toMatchObject({ waitStatus: 2 << 8 });
  expect(readFileSync(theirs, 'utf8')).toMatch(/^65534\n65534\n65534\nid -u;.*\nCapEff:\t0+\n/);
});
