import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseMinutes } from '../../slurm/duration.ts';
import { JobOptions } from '../../slurm/job-options.ts';
import type { FilterContext } from '../filter.ts';
import { assigned, luaValue } from './unset.ts';

/** Output of one command; sbatch(1) has no limit, but the thread of a filter does. */
const MAX_OUTPUT = 16 << 20;

/** INFINITE and NO_VAL of Slurm's API. */
const INFINITE = 0xff_ff_ff_ff;
const NO_VAL = 0xff_ff_ff_fe;

/** Slurm's log levels from info up, as `slurm.log` counts them. */
const LEVELS = ['info', 'verbose', 'debug'] as const;

/**
 * What the Lua side calls, by the names the prelude knows it by. Functions take and give texts, numbers and
 * undefined, which is nil; they never throw.
 */
export function luaHost(context: FilterContext, source: string, file: string) {
  let options = new JobOptions({});
  const store = context.stored;
  return {
    /** The options the script sees from now on. */
    use(next: JobOptions): void {
      options = next;
    },
    functions: {
      source: () => source,
      file: () => file,
      log(level: number, text: string): void {
        context.log(level < 0 ? 'error' : (LEVELS[level] ?? 'debug'), text);
      },
      get: (name: string) => luaValue(options, String(name)),
      /** What is wrong with the value; as in Slurm, what is no option is passed over. */
      set(name: string, value: string | number): string | undefined {
        try {
          if (options.set(String(name), assigned(name, value))) return undefined;
          context.log('verbose', `option ${name} is not set: it describes no job`);
          return undefined;
        } catch (error) {
          return (error as Error).message;
        }
      },
      optionsJson: () =>
        JSON.stringify(Object.fromEntries(options.names().map((name) => [name, luaValue(options, name)]))),
      environmentJson: () =>
        JSON.stringify(
          Object.fromEntries(
            Object.entries(context.environment).filter(([name]) => !/^(SLURM|SPANK)_/.test(name)),
          ),
        ),
      getenv: (name: string) => context.environment[name],
      argument: (at: number) => context.argv[at],
      store(key: number, value: string): void {
        store[String(key)] = String(value);
      },
      retrieve: (key: number) => store[String(key)] as string | undefined,
      minutes(text: string): number {
        const minutes = parseMinutes(String(text));
        return minutes === undefined ? NO_VAL : Number.isFinite(minutes) ? minutes : INFINITE;
      },
      readFile: (name: string) => attempt(() => `=${readFileSync(name, 'utf8')}`),
      writeFile: (name: string, text: string, append: boolean) =>
        attempt(() => {
          (append ? appendFileSync : writeFileSync)(name, text);
          return '=';
        }),
      /** Runs a command as the user of this process, with its environment: nothing in it is the submitter's. */
      shell(command: string, input: string): string {
        const { stdout, stderr, status, signal, error } = spawnSync('/bin/sh', ['-c', command], {
          input: input ?? '',
          encoding: 'utf8',
          timeout: Math.max(1, Math.ceil(context.deadline - performance.now())),
          killSignal: 'SIGKILL',
          maxBuffer: MAX_OUTPUT,
        });
        if (stderr) context.log('verbose', stderr.trimEnd());
        if (error) context.log('verbose', `${command}: ${error.message}`);
        return `${signal === null ? 'exit' : 'signal'} ${status ?? 1}\n${stdout ?? ''}`;
      },
    },
  };
}

/** A result, which begins with `=`, or what kept it from being had. */
function attempt(action: () => string): string {
  try {
    return action();
  } catch (error) {
    return (error as Error).message;
  }
}
