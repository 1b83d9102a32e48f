import { describe, expect, test } from 'vitest';
import { allFlags, type CommandClass } from '../../src/cli/base-command.ts';
import { COMMANDS, VISIBLE_COMMANDS } from '../../src/cli/commands.ts';
import { globalFlags } from '../../src/cli/global-flags.ts';
import { manualPages } from '../../src/cli/manual/pages.ts';
import { run } from '../commands/command-line.ts';

const commands: CommandClass[] = await Promise.all(Object.values(COMMANDS).map((load) => load()));
const manual = await manualPages();

test('a command is hidden where it is no command of people', () => {
  const visible = commands.filter(({ hidden }) => !hidden).map(({ id }) => id);
  expect([...visible].sort()).toEqual([...VISIBLE_COMMANDS].sort());
});

describe.each(commands.filter(({ hidden }) => !hidden))('$id', (command) => {
  const shown = Object.entries(allFlags(command)).filter(([, flag]) => !flag.hidden);

  test('shows examples, and every flag, with --help', async () => {
    const { stdout } = await run([command.id, '--help']);
    expect(command.examples.length).toBeGreaterThan(0);
    expect(stdout.indexOf('EXAMPLES')).toBeGreaterThan(0);
    expect(stdout.indexOf('EXAMPLES')).toBeLessThan(stdout.indexOf('USAGE'));
    for (const [name, { char }] of shown) {
      const term = char ? `-${char}, --${name}` : `--${name}`;
      expect(stdout).toMatch(new RegExp(`^ +${term}(?:[= ].*)?$`, 'm'));
    }
  });

  test('has every flag in the manual', () => {
    const own = manual.get(`slurmrest-${command.id}.1`)!;
    for (const [name] of shown) {
      const page = name in globalFlags && !(name in command.flags) ? manual.get('slurmrest.1')! : own;
      expect(page).toMatch(
        new RegExp(`^(?:\\\\fB\\\\-\\S+, )?\\\\fB\\\\-\\\\-${name.replaceAll('-', '\\\\-')}\\\\fR`, 'm'),
      );
    }
  });

  test('completes every flag', async () => {
    const { stdout } = await run(['complete', '--', command.id, '--']);
    const offered = stdout.split('\n').map((line) => line.replace(/\t.*/, ''));
    expect(offered.slice(0, -2).sort()).toEqual(shown.map(([name]) => `--${name}`).sort());
  });
});
