import { readdirSync, readFileSync } from 'node:fs';

/** Processes but this one whose command line or environment has all of these texts. */
export function processesWith(where: 'cmdline' | 'environ', ...texts: readonly string[]): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!(pid > 0) || pid === process.pid) return false;
      try {
        const told = readFileSync(`/proc/${pid}/${where}`, 'utf8');
        return texts.every((text) => told.includes(text));
      } catch {
        // It has ended.
        return false;
      }
    });
}

/** Kills a process that may have ended by itself. */
export function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
