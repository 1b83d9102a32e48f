import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endIfThere, processesWith } from '../processes.ts';
import { TestTerminal } from '../terminal/terminal.ts';

/** How long a command may take; only a failing test waits that long. */
const PATIENCE_MS = 120_000;

/** When to go on although a command has not ended, and what to press to end it. */
export interface Leave {
  readonly at: RegExp;
  readonly key?: string;
  /** It is on a screen of its own. */
  readonly fullScreen?: boolean;
}

/** A person's shell in a terminal, and what is to be seen of it. */
export class ShellSession {
  readonly #terminal: TestTerminal;
  readonly #statusFile: string;
  #prompts = 1;
  /** The line of the last prompt; -1 before the first. */
  #recorded = -1;
  /** Everything so far as lines, full screens too. */
  readonly recording: string[] = [];

  /** @param folder where it begins; its HOME as well */
  constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.#statusFile = `${folder}/.statuses`;
    this.#terminal = new TestTerminal('bash', ['--norc', '--noprofile', '-i'], {
      columns: 110,
      rows: 30,
      scrollback: 10_000,
      cwd: folder,
      env: { HOME: folder, PS1: '\\n$ ', PROMPT_COMMAND: `echo $? >> ${this.#statusFile}`, ...env },
    });
  }

  /** Waits for the first prompt. */
  async ready(): Promise<void> {
    await this.#prompt();
    this.#recorded = this.#terminal.history.findLastIndex((line) => line.startsWith('$'));
  }

  /**
   * Types a command and waits for the next prompt.
   * @returns the exit code
   */
  async type(command: string, leave?: Leave): Promise<number> {
    this.#prompts += 1;
    this.#terminal.press(...command, 'enter');
    let screen: string | undefined;
    if (leave) {
      const { at, fullScreen = false } = leave;
      const shown = await this.#terminal.waitFor(
        (text) => this.#terminal.alternate === fullScreen && at.test(text),
      );
      if (fullScreen) screen = shown;
      if (leave.key !== undefined) this.#terminal.press(leave.key);
    }
    const status = await this.#prompt();
    // What goes on in the background has written over the prompt: a person presses Enter.
    if (leave && leave.key === undefined) {
      this.#prompts += 1;
      this.#terminal.press('enter');
      await this.#prompt();
    }
    const lines = this.#terminal.history;
    // The new prompt belongs to the next command.
    const prompt = lines.findLastIndex((line) => line.startsWith('$'));
    this.recording.push(...lines.slice(this.#recorded, prompt));
    this.#recorded = prompt;
    if (screen !== undefined)
      this.recording.push(...screen.split('\n').map((line) => `  | ${line}`.trimEnd()), '');
    return status;
  }

  /** Ends the shell and whatever it left running. */
  async close(): Promise<void> {
    await this.#terminal.close();
    // Leaders of its schedulers, and their jobs.
    const home = `HOME=${path.dirname(this.#statusFile)}\0`;
    for (;;) {
      const left = processesWith('environ', home);
      if (left.length === 0) return;
      for (const pid of left) endIfThere(pid);
      await sleep(50);
    }
  }

  /** Waits for as many prompts as are due. */
  async #prompt(): Promise<number> {
    for (const begun = Date.now(); Date.now() - begun < PATIENCE_MS; await sleep(50)) {
      const statuses = existsSync(this.#statusFile)
        ? readFileSync(this.#statusFile, 'utf8').trim().split('\n')
        : [];
      const since = this.#terminal.history.slice(this.#recorded + 1);
      if (statuses.length >= this.#prompts && since.some((line) => line.startsWith('$')))
        return Number(statuses[this.#prompts - 1]);
    }
    throw new Error(`The command does not end:\n${this.#terminal.screen}`);
  }
}
