import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { momentOf } from '../ui/watch/fixture-diagnostics.ts';
import { LARGE, SMALL, TestProgram } from './programs.ts';
import { styles } from './styles.ts';
import { PATIENCE, type TestTerminal } from './terminal.ts';

/** What a terminal says of its colours. */
const THEMES = {
  dark: { COLORFGBG: '15;0' },
  light: { COLORFGBG: '0;15' },
  'no colour': { NO_COLOR: '1' },
} as const;

const SIZES = [
  ['80x24', SMALL],
  ['200x50', LARGE],
] as const;

/** The same view in a dark terminal, in a light one and without colours, the same keys pressed in all. */
class ThreeTerminals {
  readonly #terminals: readonly (readonly [theme: string, terminal: TestTerminal])[];

  constructor(start: (env: Readonly<Record<string, string>>) => TestTerminal) {
    this.#terminals = Object.entries(THEMES).map(([theme, env]) => [theme, start(env)]);
  }

  press(...keys: readonly string[]): void {
    for (const [, terminal] of this.#terminals) terminal.press(...keys);
  }

  async waitFor(...wanted: Parameters<TestTerminal['waitFor']>): Promise<void> {
    await Promise.all(this.#terminals.map(([, terminal]) => terminal.waitFor(...wanted)));
  }

  /** Presses keys, waits for what they show, and compares with the screen that is kept under this name. */
  async look(keys: readonly string[], sign: string, name: string): Promise<void> {
    this.press(...keys);
    await this.waitFor(sign);
    const [, first] = this.#terminals[0]!;
    const looks = this.#terminals.map(([theme, terminal]) => {
      // Colours are never the only sign of anything.
      expect(terminal.screen, theme).toBe(first.screen);
      return `--- ${theme} ---\n${styles(terminal)}\n`;
    });
    await expect(`${first.screen}\n${looks.join('')}`).toMatchFileSnapshot(`golden/${name}.txt`);
  }

  /** Goes back to the table, where a status like this tells it is there. */
  async back(key: string, status: RegExp): Promise<void> {
    this.press(key);
    await this.waitFor(status);
  }
}

describe('the view of jobs', { timeout: 5 * PATIENCE }, () => {
  const program = new TestProgram('watch-jobs-program.ts');

  it.each(SIZES)('looks as it did at %s: dark, light and without colours', async (size, options) => {
    const downFile = join(program.folder, `down-${size}`);
    // It asks when it is told to, so that the screens are the same every time.
    const settings = { downFile, interval: 3600 };
    const view = new ThreeTerminals((env) => program.start(settings, { ...options, env }));
    await view.look([], '1202_527', `jobs-${size}`);
    await view.look([...'/state:PD !user:nate'], '2 of 12 jobs', `jobs-filter-${size}`);
    view.press('enter', 's', 'S', 'g');
    await view.waitFor('NAME▼');
    await view.look(['enter'], 'Job 403', `jobs-detail-${size}`);
    await view.back('q', /^1\/2$/m);
    await view.look(['t'], 'Waits for', `jobs-tree-${size}`);
    await view.back('q', /^1\/2$/m);
    await view.look(['o'], 'step 2', `jobs-output-${size}`);
    await view.back('q', /^1\/2$/m);
    await view.back('esc', /^\d+\/12$/m);
    await view.look(['c'], '[x] JobArrayId', `jobs-columns-${size}`);
    await view.back('q', /^\d+\/12$/m);
    await view.look(['?'], 'to the last line', `jobs-help-${size}`);
    await view.back('q', /^\d+\/12$/m);
    await view.look(['g', ' ', ' ', 'x'], 'Cancel 2 jobs', `jobs-confirm-${size}`);
    await view.back('n', /^\d+\/12$/m);
    await writeFile(downFile, '');
    await view.look(['R'], 'No answer from unix:/run/slurmrest.sock', `jobs-stale-${size}`);
    await rm(downFile);
  });
});

describe('the view of diagnostics', { timeout: 5 * PATIENCE }, () => {
  const program = new TestProgram('watch-diagnostics-program.ts');

  it.each(SIZES)('looks as it did at %s: dark, light and without colours', async (size, options) => {
    const view = new ThreeTerminals((env) => program.start({}, { ...options, env }));
    await view.look([], 'JOBS', `diagnostics-first-${size}`);
    for (let turn = 1; turn < 14; turn++) {
      view.press('R');
      await view.waitFor(new Date(momentOf(turn)).toISOString().slice(11, 19));
    }
    await view.look([], 'CALLS BY TYPE', `diagnostics-${size}`);
    await view.look(['s'], 'COUNT▼', `diagnostics-sorted-${size}`);
    await view.look(['?'], 'turn the order round', `diagnostics-help-${size}`);
  });
});
