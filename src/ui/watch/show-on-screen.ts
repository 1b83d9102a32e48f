import { render } from 'ink';
import type { ReactNode } from 'react';
import { type TerminalProcess, TerminalScreen } from './terminal-screen.ts';

/** A view that can be shown: it runs until it is quit, and is drawn by an element. */
interface Shown {
  readonly watch: { run(): Promise<number>; stop(): void };
  readonly view: ReactNode;
}

/**
 * Shows a view on the whole terminal until it is quit, and gives the terminal back however that ends.
 * @returns exit code of the view
 */
export async function showOnScreen(
  owner: TerminalProcess,
  open: (screen: TerminalScreen) => Shown,
): Promise<number> {
  const screen = new TerminalScreen(owner);
  const { watch, view } = open(screen);
  screen.open();
  try {
    const ended = watch.run();
    const ink = render(view, {
      stdout: screen.frames as unknown as NodeJS.WriteStream,
      stdin: owner.stdin,
      // Ink's debug mode is its plainest: it writes every frame whole and does not touch the terminal itself.
      debug: true,
      // The views are made of whole lines. For a screen reader Ink joins them as they are, instead of laying out each
      // character anew for every frame, which costs more than all the rest of a refresh.
      isScreenReaderEnabled: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    // Ink ends by itself only where drawing failed, and then rejects.
    const failed = ink.waitUntilExit().then(() => 1);
    const code = await Promise.race([ended, failed]);
    screen.close();
    ink.unmount();
    return code;
  } finally {
    screen.close();
    watch.stop();
  }
}
