import type { Log } from '../../../slurm/log.ts';
import type { StateFolder } from '../store/state-folder.ts';
import { ring } from './doorbell.ts';
import { spawnLeader } from './spawn-leader.ts';

/** A leader that was started is given so long to answer before another one is. */
const STARTING_MS = 2_000;

/** Tells the leader that something has changed, and sees to it that there is one. */
export class LeaderCall {
  readonly #folder: StateFolder;
  readonly #command: readonly string[];
  readonly #log: Log;
  #again: NodeJS.Timeout | undefined;

  constructor(folder: StateFolder, command: readonly string[], log: Log) {
    this.#folder = folder;
    this.#command = command;
    this.#log = log;
  }

  ring(): void {
    // While one is starting there is no need to ring: it reads everything once it is up.
    if (this.#again || ring(this.#folder.doorbell)) return;
    const [file, ...args] = this.#command;
    if (file === undefined) return;
    spawnLeader([file, ...args], this.#folder.leaderLog, this.#log);
    this.#again = setTimeout(() => {
      this.#again = undefined;
      this.ring();
    }, STARTING_MS).unref();
  }

  close(): void {
    clearTimeout(this.#again);
  }
}
