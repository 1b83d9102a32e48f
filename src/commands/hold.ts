import { JobVerbCommand } from './job-verb-command.ts';

export class Hold extends JobVerbCommand {
  static override readonly id = 'hold';
  static override readonly summary = 'Hold back waiting jobs.';
  static override readonly usage = 'hold JOB...';
  static override readonly examples = [
    { description: 'Keep a job from starting', command: 'slurmrest hold 1202' },
  ];

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Hold);
    return this.act('hold', flags, rest);
  }
}
