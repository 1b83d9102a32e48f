import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What one component of a het job has in a step; any other job is one component. */
interface StepPart {
  readonly offset: number;
  readonly tasks: number;
  readonly cpus: number;
  /** Host list. */
  readonly nodes: string;
}

/** A step that srun started in a job. */
export interface Step {
  readonly id: number;
  readonly name: string;
  readonly parts: readonly StepPart[];
  /** UNIX seconds, with fraction. */
  readonly startTime: number;
  /** Absent while it runs, and where its srun was killed. */
  readonly end?: {
    /** UNIX seconds, with fraction. */
    readonly time: number;
    /** wait(2) status word of the task that ended worst. */
    readonly waitStatus: number;
    /** CPU seconds. */
    readonly userSeconds: number;
    readonly systemSeconds: number;
    /** KiB of its largest process, where known. */
    readonly maxRss: number | undefined;
  };
}

/** Steps of a job beyond these are not accounted for: the folder is the job's own, and may be full of anything. */
const MAX_STEPS = 10_000;

/** The steps of a start, by number, as srun has recorded them in its folder; see srun/step.ts. */
export function readSteps(directory: string): readonly Step[] {
  const folder = join(directory, 'steps');
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  if (names.length === 0) return [];
  const numbers = names.filter((name) => /^\d{1,9}$/.test(name)).map(Number);
  return numbers
    .sort((a, b) => a - b)
    .slice(0, MAX_STEPS)
    .flatMap((id) => readStep(folder, id) ?? []);
}

function readStep(folder: string, id: number): Step | undefined {
  const begun = readRecord(join(folder, String(id)));
  if (!begun) return undefined;
  const [, , , components = '', ...name] = begun.text.split(' ');
  const end = readEnd(join(folder, `${id}.end`));
  return {
    id,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would obey has no place in a name.
    name: name.join(' ').replace(/[\x00-\x1f\x7f]/g, '?'),
    parts: components.split(';').flatMap(readPart),
    startTime: begun.time,
    ...(end && { end }),
  };
}

function readPart(text: string): StepPart[] {
  const [, offset, tasks, cpus, nodes = ''] =
    /^(\d{1,9}):(\d{1,9}):(\d{1,9}):([\w.,[\]-]*)$/.exec(text) ?? [];
  return offset === undefined
    ? []
    : [{ offset: Number(offset), tasks: Number(tasks), cpus: Number(cpus), nodes }];
}

function readEnd(path: string): Step['end'] {
  const found = readRecord(path);
  if (!found) return undefined;
  const [waitStatus = 0, userSeconds = 0, systemSeconds = 0, kib = 0] = found.text
    .split(' ')
    .map((word) => Math.max(0, Number(word)) || 0);
  return { time: found.time, waitStatus, userSeconds, systemSeconds, maxRss: kib || undefined };
}

/** What a link says, and since when. */
function readRecord(path: string): { readonly text: string; readonly time: number } | undefined {
  try {
    return { text: readlinkSync(path), time: lstatSync(path).mtimeMs / 1000 };
  } catch {
    return undefined;
  }
}
