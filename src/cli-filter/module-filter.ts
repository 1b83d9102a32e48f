import { pathToFileURL } from 'node:url';
import type { JobOptions } from '../slurm/job-options.ts';
import type { OptionValue } from '../slurm/sbatch-options.ts';
import type { LineLevel } from './call.ts';
import type { Filter, FilterContext, OpenFilter, Verdict } from './filter.ts';
import { readFilter } from './filter-file.ts';

/** Options by sbatch's names, with `-` or `_`; what is assigned is what sbatch would take. */
type Options = Record<string, OptionValue | undefined>;

/** What a filter in JavaScript is told beside the options. */
interface ModuleContext extends Omit<FilterContext, 'log' | 'deadline'> {
  readonly log: Readonly<Record<LineLevel, (text: string) => void>>;
}

/**
 * The hooks a module may export, each or none. A text that `setup_defaults` or `pre_submit` return, or `false`,
 * refuses the job; the text, or else what was logged, is what the user reads.
 */
interface FilterModule {
  setup_defaults?(options: Options, context: ModuleContext & { readonly early: boolean }): unknown;
  pre_submit?(options: Options, context: ModuleContext & { readonly offset: number }): unknown;
  post_submit?(jobId: number, context: ModuleContext & { readonly offset: number }): unknown;
}

const HOOKS = ['setup_defaults', 'pre_submit', 'post_submit'] as const;

/**
 * Loads a filter written in JavaScript, or TypeScript where this Node runs it.
 * @throws Error that says why it cannot be used
 */
export async function loadModuleFilter(file: string): Promise<OpenFilter> {
  readFilter(file);
  let module: FilterModule & { readonly default?: FilterModule };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
      throw new Error(`Node ${process.version} loads no such file; write it as .js, .mjs or .lua`);
    throw new Error(`it fails when loaded: ${message}`, { cause });
  }
  const hooks: FilterModule = HOOKS.some((name) => name in module) ? module : (module.default ?? {});
  if (!HOOKS.some((name) => typeof hooks[name] === 'function'))
    throw new Error(`it exports none of ${HOOKS.join(', ')}`);
  return (context) => moduleFilter(hooks, context);
}

function moduleFilter(hooks: FilterModule, { log, deadline: _deadline, ...rest }: FilterContext): Filter {
  const line = (level: LineLevel) => (text: string) => log(level, String(text));
  const context: ModuleContext = {
    ...rest,
    log: { error: line('error'), info: line('info'), verbose: line('verbose'), debug: line('debug') },
  };
  return {
    async setupDefaults(options, early) {
      return verdict(await hooks.setup_defaults?.(view(options), { ...context, early }));
    },
    async preSubmit(options, offset) {
      return verdict(await hooks.pre_submit?.(view(options), { ...context, offset }));
    },
    async postSubmit(jobId, offset) {
      await hooks.post_submit?.(jobId, { ...context, offset });
    },
    close() {},
  };
}

function verdict(returned: unknown): Verdict {
  if (returned === false) return '';
  return typeof returned === 'string' ? returned : undefined;
}

/** Options as an object that can be read, written, listed and deleted from. */
function view(options: JobOptions): Options {
  const known = (key: string | symbol): key is string =>
    typeof key === 'string' && options.get(key) !== undefined;
  return new Proxy<Options>(
    {},
    {
      get: (_, key) => (key === 'type' ? 'sbatch' : known(key) ? options.get(key) : undefined),
      has: (_, key) => known(key),
      set(_, key, value: OptionValue | undefined) {
        const name = String(key);
        if (value === undefined || value === null) options.unset(name);
        else if (!options.set(name, value)) throw new TypeError(`a filter cannot set the option ${name}`);
        return true;
      },
      deleteProperty(_, key) {
        options.unset(String(key));
        return true;
      },
      ownKeys: () => options.names(),
      getOwnPropertyDescriptor: (_, key) =>
        known(key)
          ? { value: options.get(key), writable: true, enumerable: true, configurable: true }
          : undefined,
    },
  );
}
