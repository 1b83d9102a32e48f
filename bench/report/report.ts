import type { Figure } from './figure.ts';

/** A part of `npm run bench`: measures one thing beside what it is compared with. */
export interface Part {
  /** Names its record, `docs/performance/NAME.json`, and stands on the command line. */
  readonly name: string;
  /** Why it cannot be measured here; `undefined` where it can. */
  unavailable(): string | undefined;
  /** @param tell says on stderr how far it is */
  measure(tell: (text: string) => void): Promise<Report>;
}

/** What a part found; the document is made of nothing else. */
export interface Report {
  /** Heading of its section. */
  readonly title: string;
  /** Markdown: what was measured against what, and how. */
  readonly text: string;
  readonly goals: readonly Goal[];
  readonly tables: readonly Table[];
  readonly pictures: readonly Picture[];
}

/** What a figure ought to be. Its median counts. */
export interface Goal {
  readonly text: string;
  readonly figure: Figure;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Table {
  readonly title: string;
  readonly text?: string;
  readonly columns: readonly string[];
  /** A cell for each column. */
  readonly rows: readonly (readonly (string | Figure)[])[];
}

/** Curves. */
export interface Picture {
  /** Of its file, `docs/performance/NAME.svg`. */
  readonly name: string;
  readonly title: string;
  /** Names of the axes with their units. */
  readonly x: string;
  readonly y: string;
  /**
   * `growth` (the default): both logarithmic, so that what is linear has the slope of the dotted line. `time`: both
   * linear and from 0.
   */
  readonly axes?: 'growth' | 'time';
  readonly lines: readonly { readonly name: string; readonly points: readonly Point[] }[];
}

/** Both above zero where the axes are logarithmic. */
export type Point = readonly [x: number, y: number];

/** A report as it is kept, with where and when it was measured. */
export interface Recorded extends Report {
  readonly measured: {
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly command: string;
    readonly machine: string;
    /** Load averages of one minute, before and after. */
    readonly load: readonly [number, number];
  };
}
