import path from 'node:path';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { JobOptions } from '../slurm/job-options.ts';
import { type FilterAnswer, type FilterCall, type FilterReply, type Line, notWithin } from './call.ts';
import type { Filter, FilterContext, OpenFilter, Verdict } from './filter.ts';

/** A hook does not want the job. */
class Refused extends Error {}

/**
 * The thread in which a site's filter runs: loads it, says so, and answers one call after the other. Whatever
 * becomes of the filter here, the thread can be ended from outside.
 */
export async function runFilterThread(file: string): Promise<void> {
  const port: MessagePort = parentPort!;
  const reply = (message: FilterReply | 'ready') => port.postMessage(message);
  let open: OpenFilter;
  try {
    open = await load(file);
  } catch (error) {
    reply({ problem: problemOf(error) });
    return;
  }
  port.on('message', async (call: FilterCall) => {
    const deadline = performance.now() + call.limitMs;
    try {
      const answered = await answer(open, call, deadline);
      // A command of the filter that was cut off at the deadline said nothing, and the filter may not have heeded that.
      if (performance.now() >= deadline) throw new Error(notWithin('has not answered', call.limitMs));
      reply({ answer: answered });
    } catch (error) {
      reply({ problem: problemOf(error) });
    }
  });
  reply('ready');
}

async function load(file: string): Promise<OpenFilter> {
  if (path.extname(file) === '.lua') return (await import('./lua/lua-filter.ts')).loadLuaFilter(file);
  return (await import('./module-filter.ts')).loadModuleFilter(file);
}

async function answer(open: OpenFilter, call: FilterCall, deadline: number): Promise<FilterAnswer> {
  const lines: Line[] = [];
  const context: FilterContext = {
    user: call.user,
    environment: environmentOf(call),
    argv: call.when === 'before' ? (call.jobs[0]?.argv ?? []) : [],
    stored: call.when === 'before' ? {} : { ...call.stored },
    deadline,
    log: (level, text) => lines.push({ level, text }),
  };
  const filter = await open(context);
  try {
    if (call.when === 'before') {
      const jobs = [];
      for (const [offset, job] of call.jobs.entries()) jobs.push(await pass(filter, job, offset));
      return { lines, jobs, stored: context.stored };
    }
    for (let offset = 0; offset < call.components; offset++) await filter.postSubmit(call.jobId, offset);
    return { lines };
  } catch (error) {
    if (error instanceof Refused) return { lines, refused: error.message };
    throw error;
  } finally {
    filter.close();
  }
}

/** One component through the hooks, in the order of sbatch. */
async function pass(filter: Filter, job: JobOptions['description'], offset: number) {
  const defaults = new JobOptions({});
  refuseIf(await filter.setupDefaults(defaults, true));
  refuseIf(await filter.setupDefaults(defaults, false));
  const options = new JobOptions(defaults.under(job));
  refuseIf(await filter.preSubmit(options, offset));
  return options.description;
}

function refuseIf(verdict: Verdict): void {
  if (verdict !== undefined) throw new Refused(verdict);
}

/** The job's own variables; who the user is cannot be made up. */
function environmentOf({ environment, user }: FilterCall): Record<string, string> {
  const entries = environment.map((entry): [string, string] => {
    const at = entry.indexOf('=');
    return [entry.slice(0, at), entry.slice(at + 1)];
  });
  // No prototype: a variable is there or it is not.
  return Object.assign(Object.create(null), Object.fromEntries(entries), {
    USER: user.name,
    LOGNAME: user.name,
  });
}

function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]!.replace(/\.+$/, '');
}
