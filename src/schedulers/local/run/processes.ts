import { readdirSync, readFileSync } from 'node:fs';

/** What proc_pid_stat(5) tells of a process. */
export interface ProcessStat {
  readonly state: string;
  readonly parent: number;
  /** Clock ticks after boot; with the pid it names one process for as long as the machine is up. */
  readonly startTime: string;
}

/** Identifies the current boot of the machine; `-` where the kernel does not say. */
export const BOOT_ID = read('/proc/sys/kernel/random/boot_id')?.trim() || '-';

/** Whether the kernel lists children; see proc_tid_children(5), CONFIG_PROC_CHILDREN. */
const LISTS_CHILDREN = read(`/proc/${process.pid}/task/${process.pid}/children`) !== undefined;

/** `undefined` where there is no such process, or none but its corpse. */
export function processStat(pid: number): ProcessStat | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (!text) return undefined;
  // The name in front may hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields[0] ?? '';
  if ('ZX'.includes(state)) return undefined;
  return { state, parent: Number(fields[1]), startTime: fields[19] ?? '' };
}

/** The living descendants of a process, parents before their children. */
export function descendants(pid: number): number[] {
  const children = LISTS_CHILDREN ? listedChildren : childrenInTable();
  const found: number[] = [];
  const open = [pid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of children(next)) {
      found.push(child);
      open.push(child);
    }
  }
  return found.filter((child) => processStat(child));
}

/** Processes that carry `NAME=value` in the environment they were started with, as far as it may be read. */
export function processesWith(variable: string): number[] {
  return allProcesses().filter((pid) => read(`/proc/${pid}/environ`)?.split('\0').includes(variable));
}

function listedChildren(pid: number): number[] {
  return list(`/proc/${pid}/task`).flatMap((thread) => {
    const text = read(`/proc/${pid}/task/${thread}/children`) ?? '';
    return text.split(' ').filter(Boolean).map(Number);
  });
}

function childrenInTable(): (pid: number) => readonly number[] {
  const table = allProcesses().map((pid) => ({ pid, parent: processStat(pid)?.parent }));
  return (parent) => table.filter((entry) => entry.parent === parent).map(({ pid }) => pid);
}

function allProcesses(): number[] {
  return list('/proc').map(Number).filter(Number.isInteger);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
