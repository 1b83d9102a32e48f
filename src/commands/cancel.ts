import { string as argument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import type { Client } from '../client/client.ts';
import { formatArrayTasks } from '../slurm/array-tasks.ts';
import { SlurmError } from '../slurm/error.ts';
import { parseJobId } from '../slurm/job-id.ts';
import { unfoldArrays } from '../ui/squeue/array-folding.ts';
import { jobFilter, parseStates, type Selection } from '../ui/squeue/selection.ts';
import { actionId, openNumber, type V1Job } from '../ui/squeue/v1-job.ts';
import { jobFilterFlags, jobSelection } from './job-filter-flags.ts';
import { onEachJob } from './on-each-job.ts';
import { splitList } from './words.ts';

export class Cancel extends BaseCommand {
  static override readonly id = 'cancel';
  static override readonly summary = 'Cancel jobs, or send them a signal.';
  static override readonly description =
    'Jobs are named by their ids, or chosen by filters; with both, only those named that the filters choose. An id is 1202 (of an array all tasks, of a het job all components), 1202_5, 1202_[3-5] or 118+1.';
  static override readonly examples = [
    { description: 'Cancel a job and some tasks of an array', command: 'slurmrest cancel 115 1202_[3-5]' },
    { description: 'Cancel all my waiting jobs', command: 'slurmrest cancel --me --state PENDING' },
    { description: 'Have a job write a checkpoint', command: 'slurmrest cancel --signal USR1 --batch 115' },
  ];
  static override readonly flags = {
    ...jobFilterFlags,
    state: string({
      char: 't',
      summary: 'Jobs in this state: PENDING, RUNNING or SUSPENDED.',
      description: 'Here, as in scancel, it is no folder; that of the embedded scheduler is SLURMREST_STATE.',
      helpValue: 'STATE',
    }),
    signal: string({
      char: 's',
      summary: 'Send this signal, by name or number, instead of ending the job.',
      helpValue: 'SIGNAL',
    }),
    batch: boolean({ char: 'b', summary: 'Signal the batch script only.', exclusive: ['full'] }),
    full: boolean({ summary: 'Signal the batch script and all its children.' }),
  };
  static override readonly args = { job: argument({ description: 'Ids of jobs.', ignoreStdin: true }) };
  static override readonly usage = 'cancel [JOB]... [FILTER]...';
  static override readonly strict = false;

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Cancel);
    const ids = rest.flatMap(splitList);
    for (const id of ids) parseJobId(id);
    const filters = jobSelection(flags, await this.user(flags));
    const filtered = Object.keys(filters).length > 0 || flags.state !== undefined;
    if (ids.length === 0 && !filtered) {
      throw new SlurmError('USAGE', {
        problem: 'Name jobs, or choose some by a filter such as --me.',
        command: 'cancel',
      });
    }
    const client = await this.client({ ...flags, state: process.env['SLURMREST_STATE'] });
    const states = flags.state === undefined ? ['PENDING', 'RUNNING', 'SUSPENDED'] : parseStates(flags.state);
    const selection = { ...filters, states, ...(ids.length > 0 && { jobs: ids }) };
    const targets = filtered ? await chosenIds(client, selection) : ids;
    const scope = flags.batch ? 'batch' : flags.full ? 'full' : 'steps';
    const failures = await onEachJob(
      targets,
      (id) => client.cancel(id, { signal: flags.signal, scope }),
      this.io,
    );
    return this.report(failures, flags.json);
  }
}

/** Ids of the jobs of a selection, the tasks of an array in one. */
async function chosenIds(client: Client, selection: Selection): Promise<readonly string[]> {
  const { jobs } = await client.jobs();
  const chosen = unfoldArrays(jobs as readonly V1Job[]).filter(jobFilter(selection));
  const tasks = new Map<number, number[]>();
  const ids: string[] = [];
  for (const job of chosen) {
    const array = openNumber(job.array_job_id) ?? 0;
    const task = openNumber(job.array_task_id);
    if (array === 0 || task === undefined) ids.push(actionId(job));
    else if (tasks.has(array)) tasks.get(array)!.push(task);
    else tasks.set(array, [task]);
  }
  for (const [array, members] of tasks)
    ids.push(`${array}_[${formatArrayTasks(members.sort((a, b) => a - b))}]`);
  return ids;
}
