import type { SelectedStep } from '../../../../slurm/accounting/conditions.ts';
import { ADMIN_LEVELS } from '../../../../slurm/accounting/user.ts';
import { accounts } from '../../../../slurm/accounts.ts';
import { JOB_STATES } from '../../../../slurm/job-state.ts';
import { type Problem, problem, type Warning } from '../../envelope/problems.ts';
import { readTime } from '../../query/read-query.ts';

/** slurmrestd's numbers of values that do not fit. */
const UNREADABLE = 9202;
const UNKNOWN_FLAG = 9207;
const NO_OBJECT = 9209;
const UNKNOWN_GROUP = 2164;
const UNKNOWN_USER = 2166;

/** The values of one parameter. */
export interface Asked {
  readonly texts: readonly string[];
  /** Where it stands, e.g. `#/start_time/`. */
  readonly at: string;
  readonly problems: Problem[];
  readonly warnings: Warning[];
  /** @param detail what is wrong, where slurmrestd says so */
  refuse(detail?: Problem): never;
}

type Reader = (asked: Asked) => unknown;

/** Commas, which slurmrestd's own parser of URLs chokes on, separate values here. */
function split({ texts }: Asked): string[] {
  return texts.flatMap((text) => text.split(','));
}

const EXPECTED = {
  boolean: 'type=boolean (Slurm type=boolean)',
  int32: 'type=integer format=int32 (Slurm type=64 bit integer)',
};

/** Every value of a query is a text, and slurmrestd says so where it expects something else. */
function warnOfText({ texts, at, warnings }: Asked, expected: keyof typeof EXPECTED): void {
  if (texts.length === 1 && texts[0] === '') return;
  const [value, kind] =
    texts.length > 1
      ? [texts, 'type=array (Slurm type=list)']
      : [texts[0], 'type=string (Slurm type=string)'];
  warnings.push({
    description: `Expected OpenAPI ${EXPECTED[expected]} but got OpenAPI ${kind}: ${JSON.stringify(value)}`,
    source: at,
  });
}

/** What is neither a number nor a word for no is yes. */
function truth(text: string): boolean {
  return !/^(|~|null|n|no|f|false|off|[+-]?0+(\.0*)?)$/i.test(text);
}

function number({ texts, at, refuse }: Asked): number | undefined {
  const [text = ''] = texts;
  if (texts.length === 1 && text === '') return undefined;
  if (texts.length === 1 && /^[+-]?\d+$/.test(text)) return Math.max(0, Number(text));
  return refuse(
    problem(`Expected integer but got ${JSON.stringify(texts.length > 1 ? texts : text)}`, UNREADABLE, at),
  );
}

/** Words without regard to case; those that do not exist are told of with the answer. */
function words(asked: Asked, known: readonly string[]): string[] {
  return split(asked).flatMap((text, index) => {
    const word = known.find((one) => one.toUpperCase() === text.toUpperCase());
    if (word !== undefined) return [word];
    asked.problems.push(
      problem(`Unknown flag "${text}"`, UNKNOWN_FLAG, `${asked.at.slice(0, -1)}[${index}]/`),
    );
    return [];
  });
}

async function ids(
  asked: Asked,
  look: (name: string) => Promise<number | undefined>,
  unknown: (name: string) => readonly [text: string, errno: number],
): Promise<string[]> {
  const found: string[] = [];
  for (const [index, text] of split(asked).entries()) {
    const id = /^\d+$/.test(text) ? Number(text) : await look(text);
    if (id === undefined) {
      const [description, errno] = unknown(text);
      return asked.refuse(problem(description, errno, `${asked.at.slice(0, -1)}[${index}]/`));
    }
    found.push(String(id));
  }
  return found;
}

/** Highest number of a job: NO_VAL is none. */
const HIGHEST = 0xffff_fffe;
const STEP = /^(\d+)(?:_(\d+)|\+(\d+))?(?:\.(\d+|batch|extern|interactive)(?:\+(\d+))?)?$/;

/** `13`, `13_4`, `13+1`, `13.batch`, `13.0`. */
export function parseStep(text: string): SelectedStep | undefined {
  const [, job = '', task, component, step, part] = STEP.exec(text) ?? [];
  const job_id = Number(job);
  if (job_id === 0 || job_id >= HIGHEST) return undefined;
  const named = step === 'batch' || step === 'extern' || step === 'interactive' ? step : undefined;
  return {
    job_id,
    step_id: named ?? (step === undefined ? undefined : Number(step)),
    step_het_comp: part === undefined ? undefined : Number(part),
    ...(task !== undefined && { array_task_id: Number(task) }),
    ...(component !== undefined && { het_job_offset: Number(component) }),
  };
}

function numeric(asked: Asked): string[] {
  const list = split(asked);
  if (!list.every((text) => /^\d+$/.test(text))) return asked.refuse();
  return list;
}

const CLASSIFICATIONS = ['UNCLASSIFIED', 'CAPABILITY', 'CAPACITY', 'CAPAPACITY'];
const CLUSTER_FLAGS = ['DELETED', 'REGISTERING', 'MULTIPLE_SLURMD', 'FEDERATION', 'EXTERNAL'];

/** How each kind of parameter is read; `undefined` for one that says nothing. */
export const PARAMETER_READERS: Readonly<Record<string, Reader>> = {
  csv: (asked) => split(asked).filter((text) => text !== ''),
  number,
  ids: numeric,
  qosIds: numeric,
  text: ({ texts }) => texts.join(',') || undefined,
  flag: ({ texts }) => truth(texts[0]!),
  bool(asked) {
    warnOfText(asked, 'boolean');
    if (asked.texts.length > 1) return asked.refuse();
    return truth(asked.texts[0]!);
  },
  int32(asked) {
    warnOfText(asked, 'int32');
    return number(asked);
  },
  time: ({ texts, at, refuse }) => readTime(texts, at, refuse),
  object: ({ at, refuse }) => refuse(problem('Rejecting string when dictionary expected', NO_OBJECT, at)),
  uids: (asked) =>
    ids(
      asked,
      async (name) => (await accounts.byName(name))?.uid,
      (name) => [`Unable to resolve user: ${name}`, UNKNOWN_USER],
    ),
  gids: (asked) => ids(asked, groupId, (name) => [`Unable to resolve group: ${name}`, UNKNOWN_GROUP]),
  // What is no state is told of, and asked for as the first of them.
  states: (asked) =>
    split(asked).map((text, index) => {
      const at = `${asked.at.slice(0, -1)}[${index}]/`;
      return words({ ...asked, texts: [text], at }, JOB_STATES)[0] ?? JOB_STATES[0];
    }),
  steps(asked) {
    const steps = split(asked).map(parseStep);
    if (steps.includes(undefined)) return asked.refuse();
    return steps;
  },
  adminLevel: (asked) => words(asked, ADMIN_LEVELS).at(-1),
  classification: (asked) =>
    words(asked, CLASSIFICATIONS).reduce(
      (bits, word) => bits | ((1 << CLASSIFICATIONS.indexOf(word)) >> 1),
      0,
    ),
  clusterFlags: (asked) => words(asked, CLUSTER_FLAGS),
};

/** Groups have no look-up by name; that of a user of the name is nearly always meant. */
async function groupId(name: string): Promise<number | undefined> {
  const account = await accounts.byName(name);
  return account && (await accounts.groupName?.(account.gid)) === name ? account.gid : undefined;
}
