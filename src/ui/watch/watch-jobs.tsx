import { JobScreen } from './job-screen.tsx';
import type { JobSource } from './job-source.ts';
import { JobWatch } from './job-watch.ts';
import type { JobWatchOptions } from './job-watch-options.ts';
import { showOnScreen } from './show-on-screen.ts';
import type { TerminalProcess } from './terminal-screen.ts';

/**
 * Shows the jobs of `source` on the whole terminal until the view is quit.
 * Both streams of `owner` must be terminals.
 * @returns exit code: 0, or 130 after Ctrl-C
 */
export function watchJobs(
  source: JobSource,
  options: Omit<JobWatchOptions, 'copy' | 'suspend'>,
  owner: TerminalProcess,
): Promise<number> {
  return showOnScreen(owner, (screen) => {
    const watch = new JobWatch(source, {
      ...options,
      suspend: screen.suspend,
      // OSC 52: the terminal's own clipboard, also through ssh.
      copy: (text) => screen.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`),
    });
    return { watch, view: <JobScreen watch={watch} /> };
  });
}
