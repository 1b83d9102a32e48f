import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer, Question } from '../../reliability/ask.ts';
import type { Findings } from '../../reliability/fault.ts';
import { until } from '../../reliability/site.ts';
import { cluster, slurm } from '../slurm.ts';

/** Asks the daemon in front of the cluster. */
type Asker = (path: string, question?: Question) => Promise<Answer>;

/** What whoever submitted was told: where it is `unknown`, the job may be there or not. */
type Told = 'accepted' | 'refused' | 'unknown';

/** "Not carried out" and "maybe carried out", of the answers there may be while a daemon of Slurm is away. */
const REFUSED = 503;
const UNKNOWN: readonly number[] = [502, 504];

let runs = 0;

/** Submissions, each under a name of its own, and what was told of them, to be compared with what Slurm has. */
export class Submissions {
  readonly #findings: Findings;
  readonly #prefix = `fault-${process.pid}-${++runs}-`;
  readonly #told = new Map<string, Told>();
  /** Accepted by a slurmctld that was killed before it wrote that down. */
  readonly #unsaved = new Set<string>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Submits so many at once; they are held. @returns the statuses of the answers */
  make(ask: Asker, count: number): Promise<(number | undefined)[]> {
    return Promise.all(Array.from({ length: count }, () => this.#submit(ask)));
  }

  async #submit(ask: Asker): Promise<number | undefined> {
    const name = `${this.#prefix}${this.#told.size}`;
    this.#told.set(name, 'unknown');
    const job = { name, hold: true, current_working_directory: cluster.jobs };
    const body = { job, script: '#!/bin/sh\n' };
    const answer = await ask('/slurm/v1/job/submit', { method: 'POST', body }).catch(() => undefined);
    if (answer?.status === 200) this.#told.set(name, 'accepted');
    else if (answer?.status === REFUSED) this.#told.set(name, 'refused');
    if (answer && answer.status !== 200) isClear(this.#findings, answer);
    return answer?.status;
  }

  /** Waits until slurmctld has written down what it accepted: it answers before. */
  async saved(): Promise<void> {
    const file = path.join(cluster.folder, 'state/job_state');
    await until('slurmctld saves its jobs', () => {
      const isSaved = isIn(readFileSync(file));
      return this.#accepted().every((name) => this.#unsaved.has(name) || isSaved(name));
    });
  }

  /** To be told of a slurmctld that was killed, before it is started again. */
  killed(): void {
    const isSaved = isIn(readFileSync(path.join(cluster.folder, 'state/job_state')));
    for (const name of this.#accepted()) if (!isSaved(name)) this.#unsaved.add(name);
  }

  #accepted(): readonly string[] {
    return [...this.#told].flatMap(([name, told]) => (told === 'accepted' ? [name] : []));
  }

  /** Compares with what Slurm's own squeue shows, and removes the jobs. */
  async verify(): Promise<void> {
    const shown = (await slurm('squeue', ['--noheader', '--states=all', '--format=%i %j'])).split('\n');
    const jobs = shown.map((line) => line.split(' ')).filter(([, name]) => name?.startsWith(this.#prefix));
    const times = new Map<string, number>();
    for (const [, name] of jobs) times.set(name!, (times.get(name!) ?? 0) + 1);
    for (const [name, told] of this.#told) {
      const found = times.get(name) ?? 0;
      const what = () => `${name} was ${told}, and is there ${found} times`;
      if (told === 'accepted' && this.#unsaved.has(name))
        this.#findings.check('accepted by a slurmctld that ended before it saved them', found <= 1, what);
      else if (told === 'accepted')
        this.#findings.check('accepted jobs that are there once', found === 1, what);
      else if (told === 'refused') this.#findings.check('refused jobs that are not there', found === 0, what);
      else this.#findings.check('unknown ones that are there once at most', found <= 1, what);
    }
    await slurm(
      'scancel',
      jobs.map(([id]) => id!),
    );
  }
}

function isIn(bytes: Buffer): (name: string) => boolean {
  // Packed strings end with a zero: one name may begin as another.
  return (name) => bytes.includes(`${name}\0`);
}

/** An error while a daemon of Slurm is away: of the right kind, and in words. The versioned API has slurmrestd's kinds. */
export function isClear(findings: Findings, { status, json, text }: Answer): void {
  const message: unknown = json?.errors?.[0]?.error;
  const isRight = json?.meta ? status >= 500 : [REFUSED, ...UNKNOWN].includes(status);
  findings.check(
    'errors of the right kind, in words',
    isRight && typeof message === 'string' && / /.test(message) && !/\n/.test(message),
    () => `${status} ${text}`,
  );
}
