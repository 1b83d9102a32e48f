import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PALETTES, picture } from './picture.ts';
import { expectScreen, LARGE, TestProgram } from './programs.ts';
import { PATIENCE, type TestTerminal } from './terminal.ts';

const program = new TestProgram('watch-jobs-program.ts');

/** The view in a terminal, once it shows the jobs. */
async function watch(...start: Parameters<TestProgram['start']>): Promise<TestTerminal> {
  const terminal = program.start(...start);
  await terminal.waitFor('1202_527');
  return terminal;
}

describe('the view of jobs', { timeout: 5 * PATIENCE }, () => {
  it('fits into 80x24, and each key shows what it should', async () => {
    const downFile = join(program.folder, 'down');
    const terminal = await watch({ downFile });

    // Filters as one types; Enter keeps the filter.
    terminal.press(...'/state:PD !user:nate');
    await terminal.waitFor('2 of 12 jobs');
    terminal.press('enter', 'down');

    // Looks closer at a job, and q comes back.
    const look = async (key: string, sign: string) => {
      terminal.press(key);
      await terminal.waitFor(sign);
      terminal.press('q');
      await terminal.waitFor(/^1\/2$/m);
    };
    terminal.press('s', 'S');
    await terminal.waitFor('NAME▼');
    await look('enter', 'Job 403');
    await look('t', 'Waits for');
    await look('o', 'step 2');
    terminal.press('esc');
    await terminal.waitFor('/12');

    // Marks, asks before it cancels, and says what came of it.
    terminal.press('g', ' ', ' ', 'x');
    await terminal.waitFor('Cancel 2 jobs (118+1, 411)?');
    terminal.press('n');
    await terminal.waitFor((screen) => !screen.includes('Cancel 2 jobs'));
    terminal.press('x', 'y');
    await terminal.waitFor('Cancelled 2 jobs.');
    await terminal.waitFor('CA 2');

    // Takes the size of the terminal as it changes.
    terminal.resize(40, 10);
    await terminal.waitFor((screen) => /^\d+\/12/m.test(screen.split('\n')[8] ?? ''));
    await expectScreen(terminal, 'jobs-40x10');
    terminal.resize(80, 24);
    await terminal.waitFor('PARTITION');

    // Says that its data is stale while the daemon is away, and comes back by itself.
    await writeFile(downFile, '');
    await terminal.waitFor('No answer from unix:/run/slurmrest.sock. Trying again');
    expect(terminal.screen).toContain('1202_527');
    await rm(downFile);
    await terminal.waitFor((screen) => !screen.includes('No answer'));

    terminal.press('q');
    expect(await terminal.ended).toBe(0);
    expect(terminal.alternate).toBe(false);
  });

  it('shows more columns at 200x50, and what is looked at closer beside the table', async () => {
    const terminal = await watch({}, LARGE);
    terminal.press('j', 'j', 'enter');
    await terminal.waitFor('Job 115');
    terminal.press('j');
    await terminal.waitFor('Job 118+0');
    // Escape and another key at once would be Alt with that key.
    terminal.press('esc');
    await terminal.waitFor((screen) => !screen.includes('Job 118+0'));
    terminal.press('c');
    await terminal.waitFor('[x] JobArrayId');
    terminal.press('esc');
    await terminal.waitFor((screen) => !screen.includes('[x] JobArrayId'));
    terminal.press('?');
    await terminal.waitFor('refresh less often');
  });

  it.each([
    ['80x24', {}],
    ['200x50', LARGE],
  ])('uses no colour under NO_COLOR, and ASCII where the locale is not UTF-8, at %s', async (name, size) => {
    const terminal = await watch({}, { ...size, env: { NO_COLOR: '1', LANG: 'C' } });
    const coloured = terminal
      .cells()
      .flat()
      .some((cell) => cell.isFgPalette() || cell.isFgRGB());
    expect(coloured).toBe(false);
    await expectScreen(terminal, `jobs-plain-${name}`);
  });

  describe.each([
    ['dark', '15;0'],
    ['light', '0;15'],
  ] as const)('has its pictures for the README, %s', (name, COLORFGBG) => {
    const start = (columns: number, rows: number) => watch({}, { columns, rows, env: { COLORFGBG } });
    const expectPicture = (terminal: TestTerminal, file: string) =>
      expect(picture(terminal, PALETTES[name])).toMatchFileSnapshot(`../../docs/screens/${file}-${name}.svg`);

    it('of the queue', async () => {
      const terminal = await start(110, 18);
      terminal.press('j', 'j', ' ', 'j', 'j', ' ', ' ');
      await terminal.waitFor('3 marked');
      await expectPicture(terminal, 'jobs');
    });

    it('of the queue with a job beside it, and with what that job waits for', async () => {
      const terminal = await start(150, 24);
      terminal.press(...'jjjjjjj', 'enter');
      await terminal.waitFor('Job 402');
      await expectPicture(terminal, 'jobs-detail');
      terminal.press('j', 'j', 'j', 't');
      await terminal.waitFor('Waits for');
      await expectPicture(terminal, 'jobs-tree');
    });
  });
});

describe('the terminal is given back', { timeout: 5 * PATIENCE }, () => {
  it('by Ctrl-C, at once', async () => {
    const terminal = await watch();
    expect(terminal.alternate).toBe(true);
    terminal.press('ctrl-c');
    expect(await terminal.ended).toBe(130);
    expect(terminal.alternate).toBe(false);
    expect(terminal.written.endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
  });

  it('by a signal that ends the process', async () => {
    const terminal = await watch();
    process.kill(terminal.pid, 'SIGTERM');
    expect(await terminal.ended).toBe(-15);
    expect(terminal.alternate).toBe(false);
  });

  it('by a crash, whose message is then readable', async () => {
    const crashFile = join(program.folder, 'crash');
    const terminal = await watch({ crashFile });
    await writeFile(crashFile, '');
    expect(await terminal.ended).toBe(1);
    expect(terminal.alternate).toBe(false);
    expect(terminal.screen).toContain('crashed on purpose');
  });

  it('by Ctrl-Z, and taken again by fg', async () => {
    const env = { PS1: 'prompt> ' };
    const terminal = program.run('bash', ['--norc', '--noprofile', '-i'], { env });
    await terminal.waitFor('prompt>');
    terminal.press(`${process.execPath} ${program.path}`, 'enter');
    await terminal.waitFor('1202_527');
    terminal.press('ctrl-z');
    await terminal.waitFor('Stopped');
    expect(terminal.alternate).toBe(false);
    terminal.press('fg', 'enter');
    await terminal.waitFor((screen) => terminal.alternate && screen.includes('1202_527'));
    terminal.press('j');
    await terminal.waitFor('2/12');
    terminal.press('q');
    await terminal.waitFor('prompt>');
    expect(terminal.alternate).toBe(false);
  });
});
