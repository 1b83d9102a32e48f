import type { Caller } from '../slurm/caller.ts';
import { SlurmError } from '../slurm/error.ts';
import type { JobDescription, Submission } from '../slurm/job-description.ts';
import type { Log } from '../slurm/log.ts';
import type { Scheduler, Submitted } from '../slurm/scheduler.ts';
import type { FilterAnswer, Line, Submitter } from './call.ts';
import type { CliFilter } from './cli-filter.ts';

/** A scheduler whose submissions pass a site's filter first, whoever makes them and however they came. */
export function filteredScheduler(scheduler: Scheduler, filter: CliFilter, log: Log): Scheduler {
  const submit: Scheduler['submit'] = (caller, submission) =>
    submitFiltered(scheduler, filter, log, caller, submission);
  const close: Scheduler['close'] = async () => {
    await filter.close();
    await scheduler.close();
  };
  return new Proxy(scheduler, {
    get(target, name) {
      if (name === 'submit') return submit;
      if (name === 'close') return close;
      const member: unknown = target[name as keyof Scheduler];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

async function submitFiltered(
  scheduler: Scheduler,
  filter: CliFilter,
  log: Log,
  caller: Caller,
  { jobs, script }: Submission,
): Promise<Submitted> {
  const { name, uid, gid } = caller;
  const submitter: Submitter = { user: { name, uid, gid }, environment: jobs[0].environment ?? [] };
  const before = await filter.call({ ...submitter, when: 'before', jobs: jobs.map(withoutEnvironment) });
  tell(before, log);
  if (before.refused !== undefined || !before.jobs) throw refusal(before);
  const changed = before.jobs.map((job, at) =>
    withEnvironment(job, jobs[at]!),
  ) as unknown as Submission['jobs'];
  const submitted = await scheduler.submit(caller, { jobs: changed, script });
  const { jobId } = submitted;
  const asked = { ...submitter, when: 'after' as const, jobId, components: jobs.length };
  const after = await filter
    .call({ ...asked, stored: before.stored ?? {} })
    .catch((error: Error): FilterAnswer => {
      // The job is there; what cannot be said of it any more must not look as if it were not.
      log.error(`job ${jobId} is submitted, but: ${error.message}`);
      return { lines: [] };
    });
  tell(after, log);
  const messages = [...forUser(before.lines), submitted.userMessage ?? '', ...forUser(after.lines)];
  return { ...submitted, userMessage: messages.filter(Boolean).join('\n') || undefined };
}

/** The environment may be large, and filters do not change it. */
function withoutEnvironment({ environment: _environment, ...job }: JobDescription): JobDescription {
  return job;
}

function withEnvironment(job: JobDescription, { environment }: JobDescription): JobDescription {
  return environment === undefined ? job : { ...job, environment };
}

function tell({ lines }: FilterAnswer, log: Log): void {
  for (const { level, text } of lines) {
    // Filters say again what users gave them; a line of the log stays one line.
    const line = `cli_filter: ${text.replace(/\p{Cc}/gu, ' ')}`;
    if (level === 'debug') log.debug(line);
    else log.verbose(line);
  }
}

function forUser(lines: readonly Line[], levels: readonly Line['level'][] = ['error', 'info']): string[] {
  return lines.filter(({ level }) => levels.includes(level)).map(({ text }) => text);
}

/** What the filter says itself, else the errors it logged, else all it said. */
function refusal({ refused, lines }: FilterAnswer): SlurmError {
  const errors = forUser(lines, ['error']);
  const said = refused ? [...errors, refused] : errors.length > 0 ? errors : forUser(lines);
  return new SlurmError('CLI_FILTER_REFUSED', { reason: said.join('\n') || 'it gives no reason' });
}
