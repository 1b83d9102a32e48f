import { describe, expect, it } from 'vitest';
import { momentOf } from '../ui/watch/fixture-diagnostics.ts';
import { PALETTES, picture } from './picture.ts';
import { expectScreen, TestProgram } from './programs.ts';
import { PATIENCE, type TerminalOptions, type TestTerminal } from './terminal.ts';

const program = new TestProgram('watch-diagnostics-program.ts');

/** The view in a terminal, with the first figures. */
async function watch(options?: Partial<TerminalOptions>): Promise<TestTerminal> {
  const terminal = program.start({}, options);
  await terminal.waitFor('JOBS');
  return terminal;
}

/** Asks until there are `turns` figures, ten seconds of the fixture's clock apart. */
async function refresh(terminal: TestTerminal, turns: number): Promise<void> {
  for (let turn = 1; turn < turns; turn++) {
    terminal.press('R');
    await terminal.waitFor(new Date(momentOf(turn)).toISOString().slice(11, 19));
  }
}

describe('the view of diagnostics', { timeout: 5 * PATIENCE }, () => {
  it('shows totals, and beside them what happened since the last answer', async () => {
    const terminal = await watch();
    await refresh(terminal, 14);

    terminal.press('s');
    await terminal.waitFor('COUNT▼');
    terminal.press('\t');
    await terminal.waitFor('CALLS BY USER');
    expect(terminal.screen.indexOf('root')).toBeLessThan(terminal.screen.indexOf('nate'));
    terminal.press('S');
    await terminal.waitFor('COUNT▲');
    expect(terminal.screen.indexOf('nate')).toBeLessThan(terminal.screen.indexOf('root'));
    terminal.press('?');
    await terminal.waitFor('turn the order round');
    terminal.press('q', 'q');
    expect(await terminal.ended).toBe(0);
    expect(terminal.alternate).toBe(false);
  });

  it('uses no colour under NO_COLOR, and ASCII where the locale is not UTF-8', async () => {
    const terminal = await watch({ env: { NO_COLOR: '1', LANG: 'C' } });
    await refresh(terminal, 14);
    const coloured = terminal
      .cells()
      .flat()
      .some((cell) => cell.isFgPalette() || cell.isFgRGB());
    expect(coloured).toBe(false);
    await expectScreen(terminal, 'diagnostics-plain-80x24');
  });

  it.each([
    ['dark', '15;0'],
    ['light', '0;15'],
  ] as const)('has its picture for the README, %s', async (name, COLORFGBG) => {
    const terminal = await watch({ columns: 110, rows: 24, env: { COLORFGBG } });
    await refresh(terminal, 18);
    await expect(picture(terminal, PALETTES[name])).toMatchFileSnapshot(
      `../../docs/screens/diagnostics-${name}.svg`,
    );
  });
});
