import { join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';
import type { StartedRecord } from '../job/job-record.ts';
import { recordName } from '../job/record-tasks.ts';
import { BOOT_ID } from '../run/processes.ts';
import type { Payload } from '../store/transaction.ts';
import { buildLaunch } from './build-launch.ts';
import type { Outcome } from './finish.ts';
import type { LeaderInput } from './leader.ts';
import { SIGKILL, signalsAfterTakeOver } from './signals-for.ts';

export interface Sending {
  readonly record: StartedRecord;
  readonly signals: readonly number[];
}

/** Errors of a start that the machine is to blame for: the job is tried again later. */
const MACHINE_FAULTS: readonly string[] = ['PERL_MISSING', 'JOB_FORK_FAILED', 'JOB_DIRECTORY_UNUSABLE'];
/** Starts of an earlier leader looked at at a time. */
const ADOPTIONS = 16;

/** The processes of jobs: started, signalled and followed through the runner. */
export class Processes {
  readonly #input: LeaderInput;
  readonly #ended: (start: string | number, outcome: Outcome) => void;
  readonly #starting = new Map<string, Promise<void>>();
  readonly #work = new Set<Promise<unknown>>();
  #lastPayload: { readonly id: number; readonly payload: Payload } | undefined;

  /** @param ended hears how starts came out, beside what the runner's own listener hears */
  constructor(input: LeaderInput, ended: (start: string | number, outcome: Outcome) => void) {
    this.#input = input;
    this.#ended = ended;
  }

  get idle(): boolean {
    return this.#work.size === 0;
  }

  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }

  /** Starts a job that is on disk as running. */
  launch(record: StartedRecord): void {
    const { folder } = record.state.run;
    if (folder === '') return;
    const starting = this.#start(record).finally(() => this.#starting.delete(folder));
    this.#starting.set(folder, starting);
    this.#track(starting);
  }

  async #start(record: StartedRecord): Promise<void> {
    const { store, cluster, runner, folder, log } = this.#input;
    try {
      const components = record.het ? store.mirror.group(record.het.jobId) : [];
      const payload = this.#payload(record.payload);
      await runner.start(buildLaunch({ record, components, payload, cluster, runs: folder.runs }));
      log.debug(`job ${recordName(record)} started`);
    } catch (error) {
      const machine = error instanceof SlurmError && MACHINE_FAULTS.includes(error.code);
      const kind = machine ? 'never-started' : 'failed';
      this.#ended(record.state.run.folder, { kind, error: error as Error });
    }
  }

  /** Tasks of an array start one after the other with the same script. */
  #payload(id: number): Payload {
    if (this.#lastPayload?.id !== id) {
      const payload = this.#input.store.payload(id);
      if (!payload) {
        throw new SlurmError('STATE_CORRUPT', {
          path: this.#input.folder.store,
          problem: `the script of job ${id} is missing`,
        });
      }
      this.#lastPayload = { id, payload };
    }
    return this.#lastPayload.payload;
  }

  /** Sends signals to all processes of jobs, each job's in order. */
  send(sendings: readonly Sending[]): void {
    for (const sending of sendings) this.#track(this.#send(sending));
  }

  async #send({ record, signals }: Sending): Promise<void> {
    const { folder } = record.state.run;
    if (folder === '') {
      // Only the first component has processes; without it this one is over at once.
      if (record.state.kind === 'completing') this.#ended(record.id, { kind: 'never-started' });
      return;
    }
    await this.#starting.get(folder);
    let reached = false;
    for (const signal of signals) {
      reached = (await this.#input.runner.signal(this.#directory(folder), signal, 'full')) || reached;
    }
    if (!reached && signals.includes(SIGKILL)) await this.#find(record, false);
  }

  /** Sends the signal a job asked for before its time is over. */
  warn({ state, description }: StartedRecord): void {
    if (state.run.folder === '') return;
    const scope = description.warn_batch_only === true ? 'batch' : 'steps';
    this.#track(
      this.#input.runner.signal(this.#directory(state.run.folder), description.warn_signal!, scope),
    );
  }

  /** Finds out what became of the starts of an earlier leader, and removes what nobody needs any more. */
  async takeOver(records: readonly StartedRecord[]): Promise<void> {
    const waiting = records.filter(({ state }) => state.run.folder !== '');
    const next = async (): Promise<void> => {
      for (let record = waiting.pop(); record; record = waiting.pop()) await this.#find(record, true);
    };
    const known = new Set(waiting.map(({ state }) => this.#directory(state.run.folder)));
    await Promise.all(Array.from({ length: ADOPTIONS }, next));
    // Before anything is started: what it removes could be of a new start otherwise.
    await this.#input.runner
      .sweep(known)
      .catch((error: unknown) => this.#input.log.error((error as Error).message));
  }

  async #find(record: StartedRecord, takenOver: boolean): Promise<void> {
    const { runner, cluster } = this.#input;
    const { folder, boot = BOOT_ID } = record.state.run;
    const adopted = await runner.adopt(this.#directory(folder));
    if (adopted.outcome === 'exited') this.#ended(folder, { kind: 'exited', exit: adopted.exit });
    else if (adopted.outcome === 'never-started')
      // A machine that went down may have lost the traces of what it had started.
      this.#ended(folder, { kind: boot === BOOT_ID ? 'never-started' : 'lost' });
    else if (adopted.outcome === 'lost') this.#ended(folder, { kind: 'lost' });
    else if (takenOver) {
      const signals = signalsAfterTakeOver(record, cluster.killWait, Date.now() / 1000);
      if (signals.length > 0) this.send([{ record, signals }]);
    }
  }

  /** Removes what is left of starts that are done with. */
  remove(folders: readonly string[]): void {
    for (const folder of folders) this.#track(this.#input.runner.discard(this.#directory(folder)));
  }

  #directory(folder: string): string {
    return join(this.#input.folder.runs, folder);
  }

  #track(work: Promise<unknown>): void {
    const tracked = work
      .catch((error: unknown) => this.#input.log.error((error as Error).message))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }
}
