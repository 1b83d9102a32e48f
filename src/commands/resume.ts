import { JobVerbCommand } from './job-verb-command.ts';

export class Resume extends JobVerbCommand {
  static override readonly id = 'resume';
  static override readonly summary = 'Resume suspended jobs.';
  static override readonly usage = 'resume JOB...';
  static override readonly examples = [
    { description: 'Let the processes of a job go on', command: 'slurmrest resume 1202' },
  ];

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Resume);
    return this.act('resume', flags, rest);
  }
}
