import { JobVerbCommand } from './job-verb-command.ts';

export class Release extends JobVerbCommand {
  static override readonly id = 'release';
  static override readonly summary = 'Release held jobs.';
  static override readonly usage = 'release JOB...';
  static override readonly examples = [
    { description: 'Let a held job start', command: 'slurmrest release 1202' },
  ];

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Release);
    return this.act('release', flags, rest);
  }
}
