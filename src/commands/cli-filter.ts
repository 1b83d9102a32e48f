import { isMainThread } from 'node:worker_threads';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.ts';
import { runFilterThread } from '../cli-filter/thread.ts';
import { SlurmError } from '../slurm/error.ts';

/** What the threads run in which a site's filter is kept. */
export class CliFilterThread extends BaseCommand {
  static override readonly id = 'cli-filter';
  static override readonly summary = "Run a site's cli_filter in a thread.";
  static override readonly hidden = true;
  static override readonly args = { file: string({ required: true }) };

  async run(): Promise<undefined> {
    const { args } = await this.parse(CliFilterThread);
    if (isMainThread)
      throw new SlurmError('USAGE', {
        problem: 'This runs in a thread of other commands.',
        command: 'serve',
      });
    await runFilterThread(args.file);
  }
}
