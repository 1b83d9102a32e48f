/** A way for things to go wrong, that a run provokes as often as it is told. */
export interface Fault {
  /** As the report names it. */
  readonly name: string;
  /** What must hold all the same, in a sentence. */
  readonly promise: string;
  /** Times it is provoked: in the suite, and in a long run. */
  readonly quick: number;
  readonly thorough: number;
  /** Why it cannot be provoked on this machine. */
  unavailable?(): string | undefined;
  provoke(findings: Findings, times: number, random: Random): Promise<void>;
}

/** Numbers from 0 up to and without 1, the same ones for the same seed. */
export type Random = () => number;

/** @param seed any integer */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <Choice>(random: Random, choices: readonly Choice[]): Choice =>
  choices[Math.floor(random() * choices.length)]!;

/** What came of a fault. */
export interface Outcome {
  readonly fault: string;
  readonly promise: string;
  /** How often each kind of it was provoked. */
  readonly injected: Readonly<Record<string, number>>;
  /** What was looked at, and how often. */
  readonly checked: Readonly<Record<string, number>>;
  /** Promises that were broken, each in a sentence. */
  readonly violations: readonly string[];
  readonly seconds: number;
}

/** Counts what a fault provokes, what is looked at, and what is wrong. */
export class Findings {
  readonly injected: Record<string, number> = {};
  readonly checked: Record<string, number> = {};
  readonly violations: string[] = [];

  inject(kind: string, times = 1): void {
    this.injected[kind] = (this.injected[kind] ?? 0) + times;
  }

  /** Counts what is neither right nor wrong. */
  saw(what: string, times: number): void {
    this.checked[what] = (this.checked[what] ?? 0) + times;
  }

  /** @param wrong says what is wrong where `holds` is false */
  check(what: string, holds: boolean, wrong: () => string = () => what): void {
    this.checked[what] = (this.checked[what] ?? 0) + 1;
    if (!holds) this.violations.push(wrong());
  }
}

/** Provokes a fault. What throws is a broken promise, too. */
export async function outcomeOf(fault: Fault, times: number, seed: number): Promise<Outcome> {
  const findings = new Findings();
  const begun = performance.now();
  try {
    await fault.provoke(findings, times, randomOf(seed));
  } catch (error) {
    findings.violations.push((error as Error).stack ?? String(error));
  }
  const { injected, checked, violations } = findings;
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  return { fault: fault.name, promise: fault.promise, injected, checked, violations, seconds };
}
