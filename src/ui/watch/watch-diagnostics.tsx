import { DiagnosticsScreen } from './diagnostics-screen.tsx';
import { type DiagnosticsSource, DiagnosticsWatch } from './diagnostics-watch.ts';
import { showOnScreen } from './show-on-screen.ts';
import type { TerminalProcess } from './terminal-screen.ts';
import type { WatchOptions } from './watch.ts';

/**
 * Shows the diagnostics of `source` on the whole terminal until the view is quit.
 * Both streams of `owner` must be terminals.
 * @returns exit code: 0, or 130 after Ctrl-C
 */
export function watchDiagnostics(
  source: DiagnosticsSource,
  options: Omit<WatchOptions, 'suspend'>,
  owner: TerminalProcess,
): Promise<number> {
  return showOnScreen(owner, (screen) => {
    const watch = new DiagnosticsWatch(source, { ...options, suspend: screen.suspend });
    return { watch, view: <DiagnosticsScreen watch={watch} /> };
  });
}
