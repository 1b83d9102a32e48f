import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLUMNS } from '../../src/ui/squeue/columns.ts';
import { cluster, eventually, slurm } from './slurm.ts';
import { emptyZoo, fillZoo } from './zoo.ts';

const PROGRAM = new URL('../../bin/slurmrest.js', import.meta.url).pathname;
const run = promisify(execFile);

/** Ids of jobs of users nobody knows: squeue calls all of them nobody, where ours tells them apart by number. */
let strangers: readonly string[] = [];

beforeAll(async () => {
  await fillZoo();
  const users = await slurm('squeue', ['--all', '--states=all', '--noheader', '--format=%A %u']);
  strangers = [...users.matchAll(/^(\d+) nobody$/gm)].map(([, id]) => id!);
}, 600_000);
afterAll(emptyZoo, 300_000);

type Environment = Readonly<Record<string, string>>;

async function ours(args: readonly string[], env: Environment): Promise<string> {
  const options = { env: { ...process.env, ...env }, cwd: '/', maxBuffer: 1 << 30 };
  return ofKnownUsers((await run(process.execPath, [PROGRAM, 'show', ...args], options)).stdout);
}

async function theirs(args: readonly string[], env: Environment): Promise<string> {
  const options = { env: { ...process.env, ...env }, maxBuffer: 1 << 30 };
  return ofKnownUsers((await run('squeue', ['--all', ...args], options)).stdout);
}

/** Every format here begins with the job's id. */
function ofKnownUsers(text: string): string {
  const lines = text.split('\n');
  return lines.filter((line) => !strangers.includes(line.trim().split(' ', 1)[0]!)).join('\n');
}

/** Columns that follow the clock. */
const CLOCK: readonly string[] = ['TimeUsed', 'TimeLeft', 'PendingTime'];

/** Columns that differ, and why. */
const ACCEPTED: Readonly<Record<string, string>> = {
  AllocNodes: 'not in /slurm/v1',
  AllocSID: 'not in /slurm/v1',
  GroupName: 'the number, as the groups of another machine may be others',
  NumTasks: 'squeue prints 4294967294 where it is not known',
  OverSubscribe: 'newer squeues say NO for OK and USER, which scontrol and we tell apart',
  Prefer: 'not in /slurm/v1',
  // Where releases of squeue differ, ours does as the newer ones.
  ...(cluster.version < '23' && {
    DerivedEC: 'a wait status in place of code and signal',
    exit_code: 'a wait status in place of code and signal',
    MinMemory: 'without memory asked for by GPU',
    StdErr: 'the file where the job names none',
  }),
  ...(cluster.version < '25' && { StdOut: 'the file where the job names none' }),
};

/** The text without what follows the clock, the room that takes, and blanks at the end of lines. */
const unclocked = (text: string): string =>
  text.replace(/ *(?<![\dT:])(\d+-)?(\d+:)?\d+:\d\d\b */g, ' 0:00 ').replace(/ +$/gm, '');

/** What both print at a moment when squeue prints the same before and after. */
async function both(
  args: readonly string[],
  { env = {}, compared = unclocked }: { env?: Environment; compared?: (text: string) => string } = {},
): Promise<{ ours: string; squeue: string }> {
  return eventually('a moment without changes', async () => {
    const before = compared(await theirs(args, env));
    const printed = compared(await ours(args, env));
    return before === compared(await theirs(args, env)) && { ours: printed, squeue: before };
  });
}

/** Lines in any order, where squeue leaves the order to chance. */
const sorted = (text: string): readonly string[] => text.split('\n').sort();

/** Older squeues pass over the name of a column they do not know. */
async function hasColumn(name: string): Promise<boolean> {
  return (await slurm('squeue', [`--Format=${name}`])).split('\n')[0]!.trim() !== '';
}

describe('every column says what it says in squeue', async () => {
  const WIDTH = 70;
  const known: string[] = [];
  for (const { name } of COLUMNS)
    if (!(CLOCK.includes(name) || name in ACCEPTED) && (await hasColumn(name))) known.push(name);
  const letters = COLUMNS.flatMap(({ name, letter }) => (letter && known.includes(name) ? [letter] : []));

  test.each(twelveEach(known))('%s, %s, %s, %s, %s, %s and so on', async (...names) => {
    await compareCells(names, `--Format=${['JobID', ...names].map((name) => `${name}:${WIDTH}`).join(',')}`);
  });
  test.each(twelveEach(letters))('%s, %s, %s, %s, %s, %s and so on', async (...names) => {
    await compareCells(names, `--format=${['A', ...names].map((name) => `%${WIDTH}${name}`).join('')}`);
  });

  async function compareCells(names: readonly string[], format: string): Promise<void> {
    const printed = await both(['--states=all', format], { compared: String });
    const cells = (text: string, read: (cell: string) => string) =>
      Object.fromEntries(
        sorted(text).flatMap((line) => {
          const cell = (index: number) => read(line.slice(index * WIDTH, (index + 1) * WIDTH)).trim();
          return names.map((name, index) => [`${cell(0)} ${name}`, cell(index + 1)]);
        }),
      );
    // squeue cuts and fills up by bytes.
    const bytes = Buffer.from(printed.squeue).toString('latin1');
    expect(cells(printed.ours, String)).toEqual(
      cells(bytes, (cell) => Buffer.from(cell, 'latin1').toString()),
    );
  }

  test.each(CLOCK)('%s, between what squeue says before and after', async (name) => {
    const format = ['--states=PD,R,S', '--array', '--sort=i', `--Format=JobID:20,${name}:30`];
    const before = secondsOf(await theirs(format, {}));
    const between = secondsOf(await ours(format, {}));
    const after = secondsOf(await theirs(format, {}));
    expect(between.size).toBe(before.size);
    for (const [id, seconds] of between) {
      const [low, high] = [before.get(id)!, after.get(id)!].sort((a, b) => a - b);
      expect(seconds, id).toBeGreaterThanOrEqual(low!);
      expect(seconds, id).toBeLessThanOrEqual(high!);
    }
  });
});

const twelveEach = (all: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(all.length / 12) }, (_, group) => all.slice(group * 12, (group + 1) * 12));

/** Ids with the time behind them, which may be a word such as UNLIMITED. */
function secondsOf(text: string): ReadonlyMap<string, number> {
  const lines = text.trim().split('\n').slice(1);
  return new Map(
    lines.map((line) => {
      const [id, time = ''] = line.trim().split(/\s+/);
      const [, days, hours, minutes, seconds] = /^(?:(\d+)-)?(?:(\d+):)?(?:(\d+):)?(\d+)$/.exec(time) ?? [];
      const parts = [days, minutes === undefined ? undefined : hours, minutes ?? hours, seconds];
      const [d, h, m, s] = parts.map((part) => Number(part ?? 0));
      return [id!, ((d! * 24 + h!) * 60 + m!) * 60 + s!];
    }),
  );
}

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
  ['--format=%i %20j %.5t|%3C'],
  ['--Format=JobArrayID:.20,Name:.12,StateCompact:3,TimeLimit'],
];

describe('every flag chooses what it chooses in squeue', () => {
  test.each(FLAGS.map((flags) => [flags.join(' '), flags] as const))('show %s', async (_, flags) => {
    const printed = await both(flags);
    expect(sorted(printed.ours)).toEqual(sorted(printed.squeue));
  });

  // Where a time is not set, squeue orders now before and now behind all others.
  const started = ['--states=R,S,CD,F'];
  test.each([
    ['i', ['--states=all']],
    ['-i', ['--states=all']],
    ['u,i', ['--states=all']],
    ['-u,-j,i', ['--states=all']],
    ['P,t,-p,i', ['--states=all']],
    ['S,i', started],
    ['-S,-i', started],
    ['l,i', ['--states=all']],
    ['D,i', ['--states=all']],
    ['C,-i', ['--states=all']],
    ['T,i', ['--states=all']],
    ['e,i', ['--states=CD,F']],
    ['Q,i', ['--states=all']],
    ['V,i', ['--states=all']],
  ])('in the order of --sort=%s', async (sort, states) => {
    const printed = await both([...states, `--sort=${sort}`, '--format=%i %u %j %P %t %p %S %l %D %C']);
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
    const printed = await both([], { env });
    expect(sorted(printed.ours)).toEqual(sorted(printed.squeue));
  });
});
