import { resolve } from 'node:path';

/** What the patterns of sbatch(1) "FILENAME PATTERN" stand for; a member that is not known yet stays a pattern. */
export interface PathFacts {
  readonly jobId: number;
  /** Of an array its own id, else the job's. */
  readonly arrayJobId: number;
  readonly task: number | undefined;
  /** Name of the first allocated node. */
  readonly node: string | undefined;
  readonly user: string;
  readonly jobName: string;
  /** Absent = the batch step. */
  readonly step?: number;
}

/** The task id Slurm writes where a job is no array task: NO_VAL. */
export const NO_TASK = 4_294_967_294;

/**
 * Fills in `%j`, `%A`, `%a`, `%b`, `%J`, `%N`, `%n`, `%s`, `%t`, `%u`, `%x`, `%%`, numbers padded as in `%4j`.
 * A path with a backslash is taken as it is, less its backslashes (sbatch(1)).
 */
export function expandPattern(pattern: string, facts: PathFacts): string {
  if (pattern.includes('\\')) return pattern.replaceAll('\\', '');
  return pattern.replace(/%(\d*)([%jAabJNnstux])/g, (whole, width: string, letter: string) => {
    const value = fact(letter, facts);
    // More digits than Slurm pads to would only make the name invalid.
    return value === undefined
      ? whole
      : value.padStart(/^\d+$/.test(value) ? Math.min(Number(width), 10) : 0, '0');
  });
}

function fact(letter: string, facts: PathFacts): string | undefined {
  switch (letter) {
    case '%':
      return '%';
    case 'j':
      return String(facts.jobId);
    case 'J':
      return facts.step === undefined ? String(facts.jobId) : `${facts.jobId}.${facts.step}`;
    case 'A':
      return String(facts.arrayJobId);
    case 'a':
      return facts.task === undefined ? undefined : String(facts.task);
    case 'b':
      return facts.task === undefined ? undefined : String(facts.task % 10);
    case 'N':
      return facts.node;
    case 'n':
    case 't':
      return '0';
    case 's':
      return facts.step === undefined ? 'batch' : String(facts.step);
    case 'u':
      return facts.user;
    default:
      return facts.jobName;
  }
}

/** Absolute paths of a job's streams; defaults: sbatch(1). */
export function streamPaths(
  streams: {
    readonly in?: string | undefined;
    readonly out?: string | undefined;
    readonly err?: string | undefined;
  },
  workDir: string,
  isArray: boolean,
  facts: PathFacts,
): { stdin: string; stdout: string; stderr: string } {
  const known = isArray ? facts : { ...facts, task: facts.task ?? NO_TASK };
  const path = (pattern: string) => resolve(workDir, expandPattern(pattern, known));
  const out = streams.out || (isArray ? 'slurm-%A_%a.out' : 'slurm-%j.out');
  return { stdin: path(streams.in || '/dev/null'), stdout: path(out), stderr: path(streams.err || out) };
}
