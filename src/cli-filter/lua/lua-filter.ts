import { type LuaEngine, LuaFactory } from 'wasmoon';
import type { Filter, FilterContext, OpenFilter, Verdict } from '../filter.ts';
import { readFilter } from '../filter-file.ts';
import { luaHost } from './host.ts';
import { PRELUDE } from './prelude.ts';

/** Milliseconds the script may wait for its own commands while it is tried. */
const TRIAL_MS = 10_000;
/** Bytes a script may fill. */
const MAX_MEMORY = 256 << 20;

/**
 * Loads Slurm's own `cli_filter.lua` in Lua 5.4. Each call gets a Lua state of its own, in which the script is run
 * as it is by then: nothing of one user's submission is left for the next. Source: cli_filter plugin API of Slurm.
 * @throws Error for a script that fails when it is run
 */
export async function loadLuaFilter(file: string): Promise<OpenFilter> {
  const factory = new LuaFactory();
  const open: OpenFilter = async (context) =>
    luaFilter(await factory.createEngine({ traceAllocations: true }), context, file);
  const trial = await open({
    user: { name: '', uid: 0, gid: 0 },
    environment: {},
    argv: [],
    stored: {},
    deadline: performance.now() + TRIAL_MS,
    log() {},
  });
  trial.close();
  return open;
}

function luaFilter(lua: LuaEngine, context: FilterContext, file: string): Filter {
  const { use, functions } = luaHost(context, readFilter(file), file);
  lua.global.setMemoryMax(MAX_MEMORY);
  lua.global.set('__host', functions);
  const verdict = (call: string): Verdict => (run(lua, `return ${call}`) === 0 ? undefined : '');
  try {
    run(lua, PRELUDE);
    run(lua, '__load()');
  } catch (error) {
    lua.global.close();
    throw error;
  }
  return {
    setupDefaults(options, early) {
      use(options);
      return verdict(`__setup(${early})`);
    },
    preSubmit(options, offset) {
      use(options);
      return verdict(`__pre(${offset})`);
    },
    postSubmit(jobId, offset) {
      run(lua, `__post(${offset}, ${jobId})`);
    },
    close: () => lua.global.close(),
  };
}

/** @throws Error with the first line of what Lua says */
function run(lua: LuaEngine, code: string): unknown {
  try {
    return lua.doStringSync(code);
  } catch (error) {
    throw new Error(String((error as Error).message).split('\n', 1)[0]);
  }
}
