import { openNumber } from '../squeue/v1-job.ts';

/** An object of the accounting paths, `/slurmdb/v0.0.*`, of whatever version. */
export type Accounted = Readonly<Record<string, unknown>>;

/** A job or a step as a line of sacct tells of it. Times are UNIX seconds, 0 = not yet. */
export interface AccountedLine {
  /** `1202`, `1202_5`, `118+1`, `1202.batch`. */
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly partition: string;
  readonly account: string;
  readonly cpus: number;
  /** e.g. `CANCELLED by ann`. */
  readonly state: string;
  /** `code:signal`. */
  readonly exitCode: string;
  /** Seconds. */
  readonly elapsed: number;
  readonly cpuSeconds: number;
  /** Bytes of the largest process; undefined = not known. */
  readonly maxRss: number | undefined;
  readonly submit: number;
  readonly start: number;
  readonly end: number;
  readonly nodes: string;
  readonly workDir: string;
}

/** The job, and behind it its steps. */
export function accountedLines(job: Accounted): AccountedLine[] {
  const line = jobLine(job);
  return [line, ...(list(job['steps']) as Accounted[]).map((step) => stepLine(step, job, line))];
}

/** The line of the job alone. */
export function jobLine(job: Accounted): AccountedLine {
  const time = part(job, 'time');
  const killer = text(job['kill_request_user']);
  const state = words(part(job, 'state')['current']);
  return {
    ...common(job),
    id: accountedId(job),
    name: text(job['name']),
    user: text(job['user']),
    partition: text(job['partition']),
    account: text(job['account']),
    cpus: amount(job, 'allocated', 'cpu') ?? amount(job, 'requested', 'cpu') ?? 0,
    state: state === 'CANCELLED' && killer !== '' ? `${state} by ${killer}` : state,
    submit: number(time['submission']),
    nodes: text(job['nodes']),
    workDir: text(job['working_directory']),
  };
}

function stepLine(step: Accounted, job: Accounted, of: AccountedLine): AccountedLine {
  const { id, name } = part(step, 'step');
  // To v0.0.39 the parts of the id stand apart.
  const number_ = typeof id === 'object' && id !== null ? text((id as Accounted)['step_id']) : text(id);
  return {
    ...common(step),
    id: `${accountedId(job)}.${number_.replace(/^\d+\./, '')}`,
    name: text(name),
    user: '',
    partition: '',
    account: of.account,
    cpus: amount(step, 'allocated', 'cpu') ?? 0,
    state: words(step['state']),
    submit: of.submit,
    nodes: text(part(step, 'nodes')['range']),
    workDir: '',
  };
}

function common(record: Accounted) {
  const time = part(record, 'time');
  const total = part(time, 'total');
  const requested = part(part(record, 'tres'), 'requested');
  const memory = (list(requested['max']) as Accounted[]).find(({ type }) => type === 'mem');
  return {
    exitCode: exitText(part(record, 'exit_code')),
    elapsed: number(time['elapsed']),
    cpuSeconds: number(total['seconds']) + number(total['microseconds']) / 1e6,
    maxRss: memory && number(memory['count']),
    start: number(time['start']),
    end: number(time['end']),
  };
}

/** The id as sacct prints it. */
export function accountedId(job: Accounted): string {
  const array = part(job, 'array');
  const het = part(job, 'het');
  const arrayId = number(array['job_id']);
  if (arrayId > 0) {
    const tasks = text(array['task']);
    return `${arrayId}_${tasks === '' ? number(array['task_id']) : `[${tasks}]`}`;
  }
  const hetId = number(het['job_id']);
  return hetId > 0 ? `${hetId}+${number(het['job_offset'])}` : String(job['job_id']);
}

/** wait(2) status word of an exit code. */
export function waitStatus(exit: Accounted): number {
  const signal = part(exit, 'signal');
  return (number(exit['return_code']) << 8) | number(signal['id'] ?? signal['signal_id']);
}

function exitText(exit: Accounted): string {
  const word = waitStatus(exit);
  return `${word >> 8}:${word & 0x7f}`;
}

/** How much of a kind a record has; undefined where it has none. */
export function amount(
  record: Accounted,
  which: 'allocated' | 'requested',
  kind: string,
): number | undefined {
  const all = list(part(record, 'tres')[which]) as Accounted[];
  const found = all.find(({ type }) => type === kind);
  return found && number(found['count']);
}

/** A member that is an object; empty where it is none. */
export function part(record: Accounted, name: string): Accounted {
  const value = record[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Accounted) : {};
}

/** A number in any of slurmrestd's forms; 0 where it is not set. */
export function number(value: unknown): number {
  const inner = typeof value === 'object' && value !== null ? value : undefined;
  if (inner && 'set' in inner && !inner.set) return 0;
  return openNumber(inner && 'number' in inner ? inner.number : value) ?? 0;
}

/** State and flags; versions to v0.0.39 write the one word. The flag of one that was requeued says it all. */
export function words(value: unknown): string {
  const all = list(value);
  return all.includes('REQUEUED') ? 'REQUEUED' : all.map(String).join('+') || text(value);
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
