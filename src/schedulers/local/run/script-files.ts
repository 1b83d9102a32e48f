import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SlurmError } from '../../../slurm/error.ts';
import { problemOf } from './start-record.ts';

interface ScriptFile {
  readonly script: string;
  readonly uid: number;
  readonly gid: number;
  readonly path: string;
  /** What was written, and nobody has changed since: a job runs what was submitted. */
  readonly stamp: string;
  /** Starts that have not ended. */
  users: number;
}

/** Files without users that are kept for the next start with the same script. */
const KEPT = 16;

/** The scripts of starts as files. Starts with the same script, such as the tasks of an array, share one. */
export class ScriptFiles {
  readonly #home: string;
  /** Tells the files of this process from those of others. */
  readonly #series = randomBytes(4).toString('hex');
  readonly #byScript = new Map<string, ScriptFile[]>();
  readonly #byPath = new Map<string, ScriptFile>();
  readonly #idle = new Set<ScriptFile>();
  #made = 0;

  /** @param home folder of all script files */
  constructor(home: string) {
    this.#home = home;
  }

  /**
   * The file of a script, which is there until it is {@link release released}.
   * @throws SlurmError JOB_DIRECTORY_UNUSABLE
   */
  hold(script: string, uid: number, gid: number): string {
    const alike = this.#byScript.get(script)?.find((file) => file.uid === uid && file.gid === gid);
    const unchanged = alike && stampOf(alike.path) === alike.stamp;
    // Whoever runs what has been changed goes on with it.
    if (alike && !unchanged) this.#disown(alike);
    const file = alike && unchanged ? alike : this.#make(script, uid, gid);
    file.users++;
    this.#idle.delete(file);
    return file.path;
  }

  release(path: string): void {
    const file = this.#byPath.get(path);
    if (!file || --file.users > 0) return;
    this.#idle.add(file);
    const [oldest] = this.#idle;
    if (this.#idle.size > KEPT && oldest) this.#remove(oldest);
  }

  /** Removes the files nobody uses. */
  close(): void {
    for (const file of this.#idle) this.#remove(file);
  }

  #make(script: string, uid: number, gid: number): ScriptFile {
    // The name users know it by from Slurm, so it needs a folder of its own.
    const folder = join(this.#home, `${this.#series}.${++this.#made}`);
    const path = join(folder, 'slurm_script');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o711 });
      writeFileSync(path, script, { mode: 0o500 });
      if (uid !== process.geteuid!()) {
        // Its user passes through, whatever the umask.
        for (const passed of [this.#home, folder]) chmodSync(passed, 0o711);
        chownSync(path, uid, gid);
      }
      const file = { script, uid, gid, path, stamp: stampOf(path), users: 0 };
      const alike = this.#byScript.get(script);
      if (alike) alike.push(file);
      else this.#byScript.set(script, [file]);
      this.#byPath.set(path, file);
      return file;
    } catch (cause) {
      rmSync(folder, { recursive: true, force: true });
      throw new SlurmError('JOB_DIRECTORY_UNUSABLE', { path: folder, problem: problemOf(cause) }, { cause });
    }
  }

  #disown(file: ScriptFile): void {
    const others = this.#byScript.get(file.script)?.filter((one) => one !== file) ?? [];
    if (others.length > 0) this.#byScript.set(file.script, others);
    else this.#byScript.delete(file.script);
  }

  #remove(file: ScriptFile): void {
    this.#disown(file);
    this.#byPath.delete(file.path);
    this.#idle.delete(file);
    rmSync(dirname(file.path), { recursive: true, force: true });
  }
}

function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.ctimeMs} ${stats.size}` : '';
}
