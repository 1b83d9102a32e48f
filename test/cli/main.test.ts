import { expect, test } from 'vitest';
import { EXIT } from '../../src/slurm/error-table.ts';
import { run } from '../commands/command-line.ts';

test('help lists the commands', async () => {
  for (const words of [['help'], ['--help'], ['-h']]) {
    const { code, stdout, stderr } = await run(words);
    expect(code).toBe(EXIT.ok);
    expect(stdout).toMatch(/^ {2}submit +Submit a job, as sbatch does\.$/m);
    expect(stderr).toBe('');
  }
});

test('help on a command shows examples first, and works beside mistakes', async () => {
  for (const words of [
    ['help', 'show'],
    ['show', '--help'],
    ['show', '--nosuch', '-h'],
  ]) {
    const { code, stdout } = await run(words);
    expect(code).toBe(EXIT.ok);
    expect(stdout.indexOf('EXAMPLES')).toBeLessThan(stdout.indexOf('USAGE'));
    expect(stdout).toMatch(/-t, --states=LIST/);
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  }
});

test('a mistyped command is answered with the nearest', async () => {
  const { code, stdout, stderr } = await run(['sumbit', 'job.sh']);
  expect({ code, stdout, stderr }).toEqual({
    code: EXIT.usage,
    stdout: '',
    stderr: 'slurmrest: sumbit is not a command of slurmrest. Did you mean "slurmrest submit"?\n',
  });
  expect((await run(['xyzzy'])).stderr).toContain('See slurmrest --help.');
});

test.each([
  [['--url', 'nowhere', '--json', 'ping']],
  [['-v', '--url=nowhere', 'ping', '--json']],
  [['-M', 'lab', '--url', 'nowhere', '--json', 'ping']],
])('global flags may stand before the command: %j', async (words) => {
  const { code, stdout } = await run(words);
  expect(code).toBe(EXIT.usage);
  expect(stdout).toContain('is not the address');
});

test('flags without a command are those of the pipe', async () => {
  expect((await run(['--nosuch', 'ping'])).stderr).toContain('See slurmrest inet --help.');
});

test('a wrong command line is told in one line', async () => {
  const { code, stderr } = await run(['ping', '--nosuch', 'x']);
  expect(code).toBe(EXIT.usage);
  expect(stderr).toMatch(/^slurmrest: .*--nosuch.* See slurmrest ping --help\.\n$/);
  expect((await run(['ping', '--url'])).stderr).toBe(
    'slurmrest: Flag --url expects a value. See slurmrest ping --help.\n',
  );
});

test.each([
  [['show', '--stats', 'PD'], 'Did you mean --states?'],
  [['submit', '--name', 'x', 'job.sh'], 'Did you mean --job-name?'],
  [['openapi', '--format', 'ymal'], 'Did you mean yaml?'],
  [['completion', 'bsh'], 'Did you mean bash?'],
  [['show', 'node1'], 'Did you mean "slurmrest show node'],
  [['show', '--states', 'RUNING'], 'did you mean RUNNING?'],
  [['show', '-O', 'JobArayId'], 'did you mean JobArrayId?'],
  [['submit', '--open-mode', 'apend', '--wrap', 'true'], 'did you mean append?'],
  [['comple'], 'Did you mean "slurmrest completion"?'],
])('%j: the nearest word is named', async (words, hint) => {
  const { code, stderr } = await run(words);
  expect(stderr).toContain(hint);
  expect(code).toBe(EXIT.usage);
});

test('under --json errors are data', async () => {
  const { code, stdout, stderr } = await run(['ping', '--json', '--url', 'nowhere']);
  expect(code).toBe(EXIT.usage);
  expect(JSON.parse(stdout)).toEqual({
    errors: [
      { error: expect.stringContaining('"nowhere" is not the address'), error_code: 9132, source: '' },
    ],
  });
  expect(stderr).toBe('');
});
