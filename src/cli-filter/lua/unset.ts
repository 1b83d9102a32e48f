import { JobOptions } from '../../slurm/job-options.ts';

/**
 * What sbatch's Lua interface answers for options that are not given, where that is not nil: its internal numbers
 * and words, which scripts compare with. Source: behaviour of Slurm 25.11.
 */
const UNSET: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'core-spec': 'unset',
    'cores-per-socket': '-2',
    'cpus-per-gpu': '0',
    'cpus-per-task': '0',
    exclusive: 'unset',
    mincpus: '-1',
    nice: '-2',
    nodes: '1-0',
    ntasks: '1',
    'ntasks-per-core': '-2',
    'ntasks-per-gpu': '-2',
    'ntasks-per-node': '-2',
    'ntasks-per-socket': '-2',
    priority: '0',
    requeue: 'unset',
    'sockets-per-node': '-2',
    'threads-per-core': '-2',
  }),
);

/** Sizes of memory; Slurm writes 0 of them, which is "all of it", with a question mark. */
const MEMORY = ['mem', 'mem-per-cpu', 'mem-per-gpu', 'tmp'];

/** The value of an option as a Lua script of Slurm's finds it. */
export function luaValue(options: JobOptions, name: string): string | undefined {
  if (name === 'type') return 'sbatch';
  const value = options.get(name);
  if (name === 'requeue' && typeof value === 'boolean') return value ? 'requeue' : 'no-requeue';
  if (typeof value === 'boolean') return value ? 'set' : 'unset';
  if (value === '0' && MEMORY.includes(name)) return '0?';
  return value ?? UNSET.get(name) ?? (JobOptions.kind(name) === 'flag' ? 'unset' : undefined);
}

/** What a Lua script assigned, as the option takes it. */
export function assigned(name: string, value: string | number): string | number | boolean {
  if (value === '0?' && MEMORY.includes(name)) return '0';
  if (value === 'set') return true;
  if (name === 'requeue') return value !== 'no-requeue';
  // sbatch takes the name alone for a flag, and whatever a script assigns to it sets it.
  return JobOptions.kind(name) === 'flag' && typeof value === 'string' && value === '' ? true : value;
}
