import { Writable } from 'node:stream';

/** What a full-screen view needs of a process: its terminal, its signals, its end. */
export type TerminalProcess = Pick<
  NodeJS.Process,
  'stdin' | 'stdout' | 'on' | 'off' | 'once' | 'pid' | 'kill' | 'exitCode'
>;

const ESC = '\u001b';
/** Alternate screen, cursor hidden, no wrapping: a line too long must not push the others. */
const ENTER = `${ESC}[?1049h${ESC}[?25l${ESC}[?7l${ESC}[2J`;
const LEAVE = `${ESC}[?7h${ESC}[?25h${ESC}[?1049l`;
/** Synchronized output: terminals that know it show a frame whole; others ignore it. */
const BEGIN_FRAME = `${ESC}[?2026h`;
const END_FRAME = `${ESC}[?2026l`;

/** Signals that end a process; the terminal is given back first. */
const FATAL = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;

/** Milliseconds after which a process that could not be stopped goes on. */
const NOT_STOPPED = 50;

/**
 * The terminal while a view has it: the alternate screen, drawn by changed lines only, and given back on exit,
 * crash, signal and suspension. Ink 6 has no alternate screen, and clears the whole terminal for a frame as high
 * as it; so Ink writes its frames to {@link frames} and this puts them on the screen.
 */
export class TerminalScreen {
  readonly #process: TerminalProcess;
  readonly frames: FrameStream;
  #drawn: readonly string[] = [];
  #last = '';
  #active = false;
  #raw = false;
  #notStopped: NodeJS.Timeout | undefined;

  constructor(owner: TerminalProcess) {
    this.#process = owner;
    this.frames = new FrameStream(owner.stdout, (frame) => this.#draw(frame));
  }

  /** Takes the terminal; {@link close} gives it back. */
  open(): void {
    const { stdout } = this.#process;
    this.#show();
    stdout.on('resize', this.#resized);
    this.#process.on('exit', this.#restore);
    this.#process.on('uncaughtExceptionMonitor', this.#restore);
    this.#process.on('SIGCONT', this.#continued);
    this.#process.on('SIGTSTP', this.suspend);
    for (const signal of FATAL) this.#process.on(signal, this.#fatal);
  }

  close(): void {
    clearTimeout(this.#notStopped);
    this.#restore();
    this.#process.stdout.off('resize', this.#resized);
    this.#process.off('exit', this.#restore);
    this.#process.off('uncaughtExceptionMonitor', this.#restore);
    this.#process.off('SIGCONT', this.#continued);
    this.#process.off('SIGTSTP', this.suspend);
    for (const signal of FATAL) this.#process.off(signal, this.#fatal);
  }

  /** Writes what is no part of a frame, e.g. a sequence for the clipboard. */
  write(text: string): void {
    if (this.#active) this.#process.stdout.write(text);
  }

  /** Gives the terminal back and stops the whole job, as Ctrl-Z does anywhere else. */
  readonly suspend = (): void => {
    this.#restore();
    this.#process.off('SIGTSTP', this.suspend);
    // The group and not this process alone: the shell waits for all of what it started.
    this.#process.kill(0, 'SIGTSTP');
    // Where nobody could continue it (no job control), the kernel does not stop the process.
    this.#notStopped = setTimeout(this.#continued, NOT_STOPPED);
  };

  readonly #continued = (): void => {
    clearTimeout(this.#notStopped);
    if (!this.#active) this.#process.on('SIGTSTP', this.suspend);
    // After a SIGSTOP the shell has set the terminal for itself, whatever this process believes.
    this.#restore();
    this.#show();
    this.#draw(this.#last);
  };

  readonly #fatal = (signal: NodeJS.Signals): void => {
    this.close();
    this.#process.kill(this.#process.pid, signal);
  };

  readonly #resized = (): void => {
    this.#drawn = [];
    this.write(`${ESC}[2J`);
    this.frames.emit('resize');
  };

  #show(): void {
    if (this.#active) return;
    this.#active = true;
    this.#drawn = [];
    this.#process.stdout.write(ENTER);
    if (this.#raw) this.#process.stdin.setRawMode(true);
  }

  readonly #restore = (): void => {
    if (!this.#active) return;
    this.#active = false;
    const { stdin, stdout } = this.#process;
    this.#raw = stdin.isRaw;
    if (stdin.isRaw) stdin.setRawMode(false);
    stdout.write(LEAVE);
  };

  /** Puts the lines of a frame that differ from what is on the screen in their places. */
  #draw(frame: string): void {
    this.#last = frame;
    if (!this.#active) return;
    const lines = frame.split('\n').slice(0, this.#process.stdout.rows || undefined);
    let changes = '';
    for (let row = 0; row < Math.max(lines.length, this.#drawn.length); row++) {
      const line = lines[row] ?? '';
      if (line !== this.#drawn[row]) changes += `${ESC}[${row + 1};1H${ESC}[2K${line}`;
    }
    this.#drawn = lines;
    if (changes) this.#process.stdout.write(`${BEGIN_FRAME}${changes}${END_FRAME}`);
  }
}

/** What Ink takes for a terminal: it has the size of one and hands every frame on. */
class FrameStream extends Writable {
  readonly #terminal: NodeJS.WriteStream;
  readonly #frame: (frame: string) => void;

  constructor(terminal: NodeJS.WriteStream, frame: (frame: string) => void) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.#frame = frame;
  }

  get columns(): number {
    return this.#terminal.columns || 80;
  }

  get rows(): number {
    return this.#terminal.rows || 24;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    if (chunk !== '') this.#frame(chunk);
    done();
  }
}
