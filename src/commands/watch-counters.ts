import type { Client } from '../client/client.ts';
import { chooseTheme } from '../ui/watch/theme.ts';
import { watchDiagnostics } from '../ui/watch/watch-diagnostics.tsx';
import { cpuMicroseconds } from './cpu-microseconds.ts';

/**
 * Shows the diagnostics on the whole screen until that is quit.
 * @param name of the cluster or address of the daemon; undefined = the engine of this process
 * @param interval seconds
 * @returns exit code
 */
export function watchCounters(client: Client, name: string | undefined, interval: number): Promise<number> {
  return watchDiagnostics(
    { title: name ?? 'slurmrest diag', diagnostics: () => client.diagnostics() },
    { interval, theme: chooseTheme(process.env), cpuUsage: cpuMicroseconds },
    process,
  );
}
