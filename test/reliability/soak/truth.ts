import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Findings } from '../fault.ts';
import type { Site } from '../site.ts';

/** What sdiag counts of jobs, as `/slurm/v1/diag` tells it. */
interface Counters {
  readonly jobs_submitted: number;
  readonly jobs_completed: number;
  readonly jobs_failed: number;
  readonly jobs_canceled: number;
  readonly jobs_pending: number;
  readonly jobs_running: number;
}

/** Who submitted what with which answer, and the file into which jobs write that they begin and end. */
export class Truth {
  readonly accepted = new Set<number>();
  readonly cancelled = new Set<number>();
  /** Starts (`id.number`) whose shepherd was killed: nobody saw how they ended. */
  readonly lost: string[] = [];
  /** Submissions without an answer. */
  unanswered = 0;
  readonly #site: Site;
  readonly #log: string;

  constructor(site: Site) {
    this.#site = site;
    this.#log = path.join(site.folder, 'truth');
  }

  static exitCode(id: number): number {
    return id % 3;
  }

  /** A submission of a job that takes so many seconds. */
  submission(seconds: number, options: Readonly<Record<string, unknown>> = {}): unknown {
    const note = (word: string) => `echo ${word} $SLURM_JOB_ID \${SLURM_RESTART_COUNT:-0} >> ${this.#log}`;
    return {
      job: {
        name: 'soak',
        current_working_directory: this.#site.folder,
        standard_output: path.join(this.#site.folder, 'output'),
        environment: { PATH: '/usr/bin:/bin' },
        ...options,
      },
      script: `#!/bin/sh\n${note('begin')}\nsleep ${seconds.toFixed(1)}\necho done\n${note('end')}\nexit $((SLURM_JOB_ID % 3))\n`,
    };
  }

  /** Compares all of it, once nothing is left to do. */
  verify(findings: Findings, counters: Counters): void {
    const { begun, ended } = this.#read();
    for (const [start, times] of begun)
      findings.check('starts that ran once', times === 1, () => `start "${start}" ran ${times} times`);
    const ends = new Map<number, number>();
    for (const [start, times] of ended) {
      const id = Number(start.split(' ')[0]);
      ends.set(id, (ends.get(id) ?? 0) + times);
    }
    for (const id of this.accepted) {
      if (this.cancelled.has(id)) continue;
      const deaths = this.lost.filter((start) => start.startsWith(`${id}.`)).length;
      const times = ends.get(id) ?? 0;
      findings.check(
        'accepted jobs that ran to their end',
        times >= 1 && times <= 1 + deaths,
        () => `job ${id} ran to its end ${times} times, and its shepherd was killed ${deaths} times`,
      );
    }
    const finished = [...ends.keys()].filter((id) => !this.cancelled.has(id));
    const good = finished.filter((id) => Truth.exitCode(id) === 0).length;
    const equal = (name: keyof Counters, expected: number) =>
      findings.check(
        'counters',
        counters[name] === expected,
        () => `${name} is ${counters[name]}, not ${expected}`,
      );
    equal('jobs_completed', good);
    equal('jobs_failed', finished.length - good);
    equal('jobs_canceled', this.cancelled.size);
    equal('jobs_submitted', finished.length + this.cancelled.size);
    equal('jobs_pending', 0);
    equal('jobs_running', 0);
    const most = this.accepted.size + this.unanswered;
    findings.check(
      'submissions without an answer carried out once at most',
      counters.jobs_submitted >= this.accepted.size && counters.jobs_submitted <= most,
      () => `${counters.jobs_submitted} submissions were counted, ${this.accepted.size} to ${most} were made`,
    );
  }

  /** How often each start (`id restart`) began and ended. */
  #read(): { readonly begun: ReadonlyMap<string, number>; readonly ended: ReadonlyMap<string, number> } {
    const begun = new Map<string, number>();
    const ended = new Map<string, number>();
    const text = existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
    for (const line of text.split('\n').filter(Boolean)) {
      const [word = '', ...start] = line.split(' ');
      const counts = word === 'begin' ? begun : ended;
      counts.set(start.join(' '), (counts.get(start.join(' ')) ?? 0) + 1);
    }
    return { begun, ended };
  }
}
