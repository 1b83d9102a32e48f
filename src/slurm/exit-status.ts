/** A wait(2) status word taken apart, as `scontrol show job` prints ExitCode `code:signal`. */
export interface ExitStatus {
  readonly code: number;
  readonly signal: number;
}

/** Source: wait(2), WEXITSTATUS and WTERMSIG. */
export function exitStatus(word: number): ExitStatus {
  return { code: (word >> 8) & 0xff, signal: word & 0x7f };
}
