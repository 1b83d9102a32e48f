import { JobVerbCommand } from './job-verb-command.ts';

export class Suspend extends JobVerbCommand {
  static override readonly id = 'suspend';
  static override readonly summary = 'Suspend running jobs.';
  static override readonly usage = 'suspend JOB...';
  static override readonly examples = [
    { description: 'Stop the processes of a job', command: 'slurmrest suspend 1202' },
  ];

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Suspend);
    return this.act('suspend', flags, rest);
  }
}
