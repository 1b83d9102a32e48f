import { nodesOrReason } from '../squeue/job-values.ts';
import { printable } from '../squeue/printable.ts';
import { jobIdText, openNumber, stateCode, type V1Job } from '../squeue/v1-job.ts';
import type { Glyphs } from './theme.ts';

/** A line of the tree of a job; `job` where it stands for one. */
export interface TreeLine {
  readonly text: string;
  readonly job?: V1Job;
}

/** A job another one waits for, and how. */
interface Dependency {
  /** `afterok`, `singleton` … */
  readonly type: string;
  readonly job?: V1Job;
  /** The id as the dependency writes it, where there is one. */
  readonly id: string;
}

/** Trees stop here: a chain may be as long as the queue. */
const DEEPEST = 20;

/** The jobs by every id a dependency may name them by: their own, `array_task`, `het+offset`. */
function byId(jobs: readonly V1Job[]): ReadonlyMap<string, V1Job> {
  const index = new Map<string, V1Job>();
  for (const job of jobs) {
    index.set(jobIdText(job), job);
    index.set(String(job.job_id), job);
  }
  return index;
}

/** Takes `afterok:12(unfulfilled),afterany:13_2:14` apart. */
function dependencies(job: V1Job, index: ReadonlyMap<string, V1Job>): readonly Dependency[] {
  const text = String(job.dependency ?? '');
  return text
    .split(/[,?]/)
    .filter((part) => part !== '')
    .flatMap((part): Dependency[] => {
      const [type = '', ...ids] = part.replace(/\([^)]*\)/g, '').split(':');
      if (ids.length === 0) return [{ type, id: '' }];
      return ids.flatMap((written) => {
        const id = written.replace(/\+\d+$/, (delay) => (index.has(written) ? delay : ''));
        const found = index.get(id.replace(/_\*$/, ''));
        return { type, id, ...(found && { job: found }) };
      });
    });
}

function describe(job: V1Job): string {
  return printable(`${jobIdText(job)} ${stateCode(job)} ${job.name ?? ''} ${nodesOrReason(job)}`.trimEnd());
}

/** One level of a tree: the lines of each node with what hangs below it. */
function draw<Node>(
  nodes: readonly Node[],
  glyphs: Glyphs,
  line: (node: Node) => TreeLine,
  below: (node: Node, depth: number) => readonly Node[],
  indent = '',
  depth = 0,
): TreeLine[] {
  return nodes.flatMap((node, index) => {
    const last = index === nodes.length - 1;
    const own = line(node);
    const children = depth < DEEPEST ? below(node, depth + 1) : [];
    const deeper = indent + (last ? '   ' : glyphs.line);
    return [
      { ...own, text: indent + (last ? glyphs.corner : glyphs.branch) + own.text },
      ...draw(children, glyphs, line, below, deeper, depth + 1),
    ];
  });
}

/** The array or het job a job belongs to, the jobs it waits for, and those that wait for it. */
export function treeLines(job: V1Job, jobs: readonly V1Job[], glyphs: Glyphs): readonly TreeLine[] {
  const index = byId(jobs);
  return [
    { text: describe(job), job },
    { text: '' },
    ...familyLines(job, jobs, glyphs),
    ...waitsForLines(job, index, glyphs),
    ...waitedForLines(job, jobs, index, glyphs),
  ];
}

function familyLines(job: V1Job, jobs: readonly V1Job[], glyphs: Glyphs): readonly TreeLine[] {
  const array = openNumber(job.array_job_id) || 0;
  const het = openNumber(job.het_job_id) || 0;
  if (!array && !het) return [];
  const members = jobs.filter((other) => (array ? other.array_job_id === array : other.het_job_id === het));
  const title = array ? `Array ${array}` : `Het job ${het}`;
  const line = (member: V1Job) => ({ text: describe(member), job: member });
  return [
    { text: `${title}: ${members.length} ${members.length === 1 ? 'record' : 'records'}` },
    ...draw(members, glyphs, line, () => []),
    { text: '' },
  ];
}

function waitsForLines(job: V1Job, index: ReadonlyMap<string, V1Job>, glyphs: Glyphs): readonly TreeLine[] {
  const seen = new Set<V1Job>([job]);
  const below = (dependency: Dependency): readonly Dependency[] => {
    if (!dependency.job || seen.has(dependency.job)) return [];
    seen.add(dependency.job);
    return dependencies(dependency.job, index);
  };
  const line = ({ type, id, job: found }: Dependency): TreeLine => {
    if (found) return { text: `${type} ${describe(found)}`, job: found };
    return { text: id ? `${type} ${printable(id)} (no longer known)` : printable(type) };
  };
  const first = dependencies(job, index);
  if (first.length === 0) return [{ text: 'Waits for no job.' }, { text: '' }];
  return [{ text: 'Waits for' }, ...draw(first, glyphs, line, below), { text: '' }];
}

function waitedForLines(
  job: V1Job,
  jobs: readonly V1Job[],
  index: ReadonlyMap<string, V1Job>,
  glyphs: Glyphs,
): readonly TreeLine[] {
  const waiters = new Map<V1Job, { readonly job: V1Job; readonly type: string }[]>();
  for (const waiter of jobs) {
    if (!waiter.dependency) continue;
    for (const { type, job: found } of dependencies(waiter, index)) {
      if (found) waiters.set(found, [...(waiters.get(found) ?? []), { job: waiter, type }]);
    }
  }
  const seen = new Set<V1Job>([job]);
  const first = waiters.get(job) ?? [];
  if (first.length === 0) return [{ text: 'No job waits for it.' }];
  const lines = draw(
    first,
    glyphs,
    (waiter) => ({ text: `${waiter.type} ${describe(waiter.job)}`, job: waiter.job }),
    (waiter) => {
      if (seen.has(waiter.job)) return [];
      seen.add(waiter.job);
      return waiters.get(waiter.job) ?? [];
    },
  );
  return [{ text: 'Waited for by' }, ...lines];
}
