import { string } from '@oclif/core/args';
import { BaseCommand, type GlobalFlags } from '../cli/base-command.ts';
import type { JobVerb } from '../client/client.ts';
import { parseJobId } from '../slurm/job-id.ts';
import { onEachJob } from './on-each-job.ts';
import { splitList } from './words.ts';

/** The argument of every command that acts on jobs by their ids. */
export const jobArgument = {
  job: string({
    description: 'Ids of jobs: 1202, 1202_5, 1202_[3-5] or 118+1.',
    required: true,
    ignoreStdin: true,
  }),
};

/** A command that does one of scontrol's verbs to jobs. */
export abstract class JobVerbCommand extends BaseCommand {
  static override readonly args = jobArgument;
  static override readonly strict = false;

  protected async act(
    verb: JobVerb,
    flags: GlobalFlags,
    words: readonly string[],
    query: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    const ids = words.flatMap(splitList);
    for (const id of ids) parseJobId(id);
    const client = await this.client(flags);
    const failures = await onEachJob(ids, (id) => client.control(id, verb, query), this.io);
    return this.report(failures, flags.json);
  }
}
