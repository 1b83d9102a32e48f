import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './site.ts';

/** A control group, of either version. */
export interface ControlGroup {
  readonly folder: string;
  /** Where a process writes its id to join. */
  readonly members: string;
  join(pid: number): void;
  limit(value: string): void;
  /** Processes and threads in it, or bytes. */
  used(): number;
  remove(): Promise<void>;
}

const FILES = {
  pids: { limit: ['pids.max', 'pids.max'], used: ['pids.current', 'pids.current'] },
  memory: {
    limit: ['memory.limit_in_bytes', 'memory.max'],
    used: ['memory.usage_in_bytes', 'memory.current'],
  },
} as const;

type Controller = keyof typeof FILES;

/** Why there is none of this kind to be had. */
export function controlGroupsUnavailable(controller: Controller): string | undefined {
  if (process.getuid!() !== 0) return 'only root makes control groups';
  return parentOf(controller) ? undefined : `there is no ${controller} controller`;
}

export function makeControlGroup(controller: Controller, name: string): ControlGroup {
  const { root, version } = parentOf(controller)!;
  const folder = path.join(root, `${name}-${process.pid}`);
  mkdirSync(folder);
  const file = (kind: 'limit' | 'used') => path.join(folder, FILES[controller][kind][version === 1 ? 0 : 1]);
  const members = path.join(folder, 'cgroup.procs');
  return {
    folder,
    members,
    join: (pid) => writeFileSync(members, String(pid)),
    limit: (value) => writeFileSync(file('limit'), value),
    used: () => Number(readFileSync(file('used'), 'utf8')),
    async remove() {
      await until('the control group is empty', () => readFileSync(members, 'utf8') === '');
      rmdirSync(folder);
    },
  };
}

function parentOf(controller: Controller): { root: string; version: 1 | 2 } | undefined {
  const first = path.join('/sys/fs/cgroup', controller);
  if (existsSync(path.join(first, 'cgroup.procs'))) return { root: first, version: 1 };
  const enabled = '/sys/fs/cgroup/cgroup.subtree_control';
  const has = existsSync(enabled) && readFileSync(enabled, 'utf8').split(/\s+/).includes(controller);
  return has ? { root: '/sys/fs/cgroup', version: 2 } : undefined;
}
