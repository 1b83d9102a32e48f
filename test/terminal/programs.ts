import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Bundle, bundleFixture } from './bundle.ts';
import { PATIENCE, type TerminalOptions, TestTerminal } from './terminal.ts';

/** The sizes every view must be at home in. */
export const SMALL = { columns: 80, rows: 24 };
export const LARGE = { columns: 200, rows: 50 };

/** A fixture program of a test file: bundled before its tests, the terminals of a test closed after it. */
export class TestProgram {
  readonly #open: TestTerminal[] = [];
  #bundle: Bundle | undefined;

  constructor(fixture: string) {
    beforeAll(async () => {
      this.#bundle = await bundleFixture(fixture);
    }, 5 * PATIENCE);
    afterEach(async () => {
      for (const terminal of this.#open.splice(0)) await terminal.close();
    }, PATIENCE);
    afterAll(() => this.#bundle?.remove(), PATIENCE);
  }

  /** A folder for what a test needs on disk. */
  get folder(): string {
    return this.#bundle!.folder;
  }

  get path(): string {
    return this.#bundle!.path;
  }

  /** Runs the program in a terminal of its own. */
  start(settings: object = {}, options: Partial<TerminalOptions> = {}): TestTerminal {
    return this.run(process.execPath, [this.path, JSON.stringify(settings)], options);
  }

  /** Runs any command in a terminal that is closed after the test. */
  run(file: string, args: readonly string[], options: Partial<TerminalOptions> = {}): TestTerminal {
    const terminal = new TestTerminal(file, args, { ...SMALL, ...options });
    this.#open.push(terminal);
    return terminal;
  }
}

/** Compares the screen with the one kept under this name; `vitest -u` keeps a new one. */
export async function expectScreen(terminal: TestTerminal, name: string): Promise<void> {
  await expect(`${terminal.screen}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
}
