import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLUMNS } from '../../src/ui/squeue/columns.ts';
import { eventually, slurm } from './slurm.ts';
import { emptyZoo, fillZoo } from './zoo.ts';

const PROGRAM = new URL('../../bin/slurmrest.js', import.meta.url).pathname;
const run = promisify(execFile);

beforeAll(fillZoo, 600_000);
afterAll(emptyZoo, 300_000);

type Environment = Readonly<Record<string, string>>;

async function ours(args: readonly string[], env: Environment): Promise<string> {
  const options = { env: { ...process.env, ...env }, cwd: '/', maxBuffer: 1 << 30 };
  return (await run(process.execPath, [PROGRAM, 'show', ...args], options)).stdout;
}

async function theirs(args: readonly string[], env: Environment): Promise<string> {
  const options = { env: { ...process.env, ...env }, maxBuffer: 1 << 30 };
  return (await run('squeue', ['--all', ...args], options)).stdout;
}

/** What both print at a moment when squeue prints the same before and after. */
async function both(
  args: readonly string[],
  env: Environment = {},
): Promise<{ ours: string; squeue: string }> {
  return eventually('a moment without changes', async () => {
    const before = await theirs(args, env);
    const printed = await ours(args, env);
    return before === (await theirs(args, env)) && { ours: printed, squeue: before };
  });
}

/** Lines in any order, where squeue leaves the order to chance. */
const sorted = (text: string): readonly string[] => text.split('\n').sort();

describe('every column says what it says in squeue', async () => {
  const known: string[] = [];
  for (const { name } of COLUMNS)
    if (
      await slurm('squeue', ['--jobs=1', '--noheader', `--Format=${name}`]).then(
        () => true,
        () => false,
      )
    )
      known.push(name);
  const WIDTH = 70;
  const groups = Array.from({ length: Math.ceil(known.length / 12) }, (_, group) =>
    known.slice(group * 12, (group + 1) * 12),
  );

  test.each(groups)('%s, %s, %s, %s, %s, %s and so on', async (...names) => {
    const format = ['JobID', ...names].map((name) => `${name}:${WIDTH}`).join(',');
    const printed = await both(['--states=all', `--Format=${format}`]);
    const cells = (text: string) =>
      Object.fromEntries(
        sorted(text).flatMap((line) =>
          names.map((name, index) => [
            `${line.slice(0, WIDTH).trim()} ${name}`,
            line.slice((index + 1) * WIDTH, (index + 2) * WIDTH).trim(),
          ]),
        ),
      );
    expect(cells(printed.ours)).toEqual(cells(printed.squeue));
  });

  const letters = COLUMNS.flatMap(({ letter }) => letter ?? []);
  test('by letter', async () => {
    for (const letter of letters) {
      const printed = await both(['--states=all', `--format=%.18i|%.30${letter}|%9${letter}`]);
      expect(sorted(printed.ours), letter).toEqual(sorted(printed.squeue));
    }
  });
});

const FLAGS: readonly (readonly string[])[] = [
  [],
  ['--user=bob'],
  ['--user=alice,root'],
  ['--user=0'],
  ['--me'],
  ['--name=dependent,wrap'],
  ['--partition=short'],
  ['--partition=debug,hidden'],
  ['--account=test'],
  ['--qos=normal'],
  ['--reservation=later'],
  ['--states=PD,R'],
  ['--states=running'],
  ['--states=CA,TIMEOUT,nf'],
  ['--states=all'],
  ['--states=all', '--array'],
  ['--array', '--user=alice'],
  ['--long'],
  ['--long', '--states=all'],
  ['--start', '--states=PD'],
  ['--format=%i %20j %.5t|%-3C'],
  ['--Format=JobArrayID:.20,Name:.12,StateCompact:3,TimeLimit'],
];

describe('every flag chooses what it chooses in squeue', () => {
  test.each(FLAGS)('%s %s', async (...flags) => {
    const printed = await both(flags);
    expect(sorted(printed.ours)).toEqual(sorted(printed.squeue));
  });

  test.each([
    'i',
    '-i',
    'u,i',
    '-u,-j,i',
    'P,t,-p,i',
    'S,i',
    '-S,-i',
    'l,i',
    'D,i',
    'C,-i',
    'T,i',
    'a,i',
    'e,i',
    'm,i',
    'Q,i',
    'V,i',
  ])('in the order of --sort=%s', async (sort) => {
    const printed = await both(['--states=all', `--sort=${sort}`, '--format=%i %u %j %P %t %p %S %l %D %C']);
    expect(printed.ours.split('\n')).toEqual(printed.squeue.split('\n'));
  });

  test.each([
    { SQUEUE_USERS: 'bob' },
    { SQUEUE_NAMES: 'dependent' },
    { SQUEUE_PARTITION: 'short' },
    { SQUEUE_ACCOUNT: 'test' },
    { SQUEUE_QOS: 'normal' },
    { SQUEUE_STATES: 'all' },
    { SQUEUE_ARRAY: '1' },
    { SQUEUE_FORMAT: '%i %T' },
    { SQUEUE_FORMAT2: 'JobID,State' },
    { SQUEUE_SORT: '-i' },
  ])('%j', async (env) => {
    const printed = await both([], env);
    expect(sorted(printed.ours)).toEqual(sorted(printed.squeue));
  });
});
