import type { Diagnostics } from '../../slurm/diagnostics.ts';
import type { DiagnosticsAnswer } from '../sdiag/v1-diagnostics.ts';

type Counter = {
  [Name in keyof Diagnostics]: Diagnostics[Name] extends number ? Name : never;
}[keyof Diagnostics];

/** The figures of one moment. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly figures: DiagnosticsAnswer;
}

/** Samples kept: enough for the widest sparkline. */
const KEPT = 240;

/** The figures of the last while, and what happened between them. */
export class DiagnosticsHistory {
  #samples: readonly Sample[] = [];

  add(sample: Sample): void {
    this.#samples = [...this.#samples, sample].slice(-KEPT);
  }

  get latest(): Sample | undefined {
    return this.#samples.at(-1);
  }

  get previous(): Sample | undefined {
    return this.#samples.at(-2);
  }

  /** Seconds between the last two samples; undefined before the second. */
  get seconds(): number | undefined {
    const { latest, previous } = this;
    return latest && previous ? (latest.at - previous.at) / 1000 : undefined;
  }

  /** By how much a counter grew between the last two samples. */
  growth(name: Counter): number | undefined {
    const { latest, previous } = this;
    return latest && previous && growthOf(previous.figures[name], latest.figures[name]);
  }

  /** The growth of a counter between each two samples. */
  growths(name: Counter): readonly number[] {
    return this.#samples
      .slice(1)
      .map((sample, index) => growthOf(this.#samples[index]!.figures[name], sample.figures[name]) ?? 0);
  }

  /** A figure of each sample. */
  values(name: Counter): readonly number[] {
    return this.#samples.map(({ figures }) => figures[name] ?? 0);
  }
}

/** The growth of a counter; after a reset (it is lower than before) all it has counted since. */
export function growthOf(before: number | undefined, now: number | undefined): number | undefined {
  if (before === undefined || now === undefined) return undefined;
  return now < before ? now : now - before;
}
