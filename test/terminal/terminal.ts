import { type IPty, spawn } from '@lydell/node-pty';
import xterm, { type IBufferCell, type Terminal } from '@xterm/headless';

/** What a program runs in. */
export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Lines that are kept when they have left the screen. */
  readonly scrollback?: number;
}

const KEYS: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  backspace: '\u007f',
  'ctrl-c': '\u0003',
  'ctrl-z': '\u001a',
};

/** Synchronized output, which each frame of a view is written as. */
const BEGIN_FRAME = '\u001b[?2026h';
const END_FRAME = '\u001b[?2026l';

/** How long a screen may take to come; only a failing test waits that long. */
export const PATIENCE = 60_000;

/** A program in a real pseudo terminal, with a terminal emulator that shows what a person would see. */
export class TestTerminal {
  readonly #pty: IPty;
  readonly #emulator: Terminal;
  readonly #listeners = new Set<() => void>();
  /** Everything the program wrote, escapes and all. */
  written = '';
  /** The part of {@link written} that is on the screen. */
  #shown = '';
  /** Resolves to the exit code, or to the negative number of the signal that ended it. */
  readonly ended: Promise<number>;

  constructor(file: string, args: readonly string[], options: TerminalOptions) {
    const { columns, rows, env = {}, cwd, scrollback = 100 } = options;
    this.#emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback });
    this.#pty = spawn(file, [...args], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      ...(cwd !== undefined && { cwd }),
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TERM: 'xterm-256color',
        LANG: 'C.UTF-8',
        TZ: 'UTC',
        ...env,
      },
    });
    this.#pty.onData((data) => {
      this.written += data;
      this.#emulator.write(data, () => {
        this.#shown += data;
        for (const listener of this.#listeners) listener();
      });
    });
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        // What was written last is still on its way through the emulator.
        this.#emulator.write('', () => resolve(signal ? -signal : exitCode));
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Types keys: names such as `enter`, or characters. */
  press(...keys: readonly string[]): void {
    for (const key of keys) this.#pty.write(KEYS[key] ?? key);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** The lines of the screen without blanks at their ends. */
  get screen(): string {
    const { active } = this.#emulator.buffer;
    return Array.from({ length: this.#emulator.rows }, (_, row) => this.#line(active.baseY + row)).join('\n');
  }

  /** All lines that are on the screen or have left it upwards, whole where they went on below. */
  get history(): readonly string[] {
    const { normal } = this.#emulator.buffer;
    const lines: string[] = [];
    for (let row = 0; row <= normal.baseY + normal.cursorY; row++) {
      const line = normal.getLine(row)!;
      const text = line.translateToString(!normal.getLine(row + 1)?.isWrapped);
      if (line.isWrapped) lines[lines.length - 1] += text;
      else lines.push(text);
    }
    return lines.map((line) => line.trimEnd());
  }

  #line(row: number): string {
    return this.#emulator.buffer.active.getLine(row)?.translateToString(true).trimEnd() ?? '';
  }

  /** True while the program shows the alternate screen. */
  get alternate(): boolean {
    return this.#emulator.buffer.active.type === 'alternate';
  }

  /** The cells of the screen with their colours, for pictures. */
  cells(): readonly (readonly IBufferCell[])[] {
    const { active } = this.#emulator.buffer;
    return Array.from({ length: this.#emulator.rows }, (_, row) => {
      const line = active.getLine(active.baseY + row)!;
      return Array.from({ length: this.#emulator.cols }, (_, column) => line.getCell(column)!);
    });
  }

  /**
   * Waits until the screen is as wanted.
   * @param wanted text on the screen, or a test of it
   */
  async waitFor(wanted: string | RegExp | ((screen: string) => boolean)): Promise<string> {
    const holds = (): boolean => {
      // Amid a frame the screen is half the old one.
      if (this.#shown.lastIndexOf(BEGIN_FRAME) > this.#shown.lastIndexOf(END_FRAME)) return false;
      const { screen } = this;
      if (typeof wanted === 'function') return wanted(screen);
      return typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen);
    };
    if (!holds()) {
      await new Promise<void>((resolve, reject) => {
        const done = (settle: () => void) => {
          clearTimeout(timer);
          this.#listeners.delete(look);
          settle();
        };
        const look = () => holds() && done(resolve);
        const timer = setTimeout(
          () => done(() => reject(new Error(`Not on the screen: ${wanted}\n${this.screen}\n`))),
          PATIENCE,
        );
        this.#listeners.add(look);
      });
    }
    return this.screen;
  }

  /** Ends the program, if it has not. */
  async close(): Promise<void> {
    try {
      this.#pty.kill('SIGKILL');
    } catch {
      // It has ended already.
    }
    await this.ended;
    this.#emulator.dispose();
  }
}
