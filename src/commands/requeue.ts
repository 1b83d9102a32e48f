import { boolean } from '@oclif/core/flags';
import { JobVerbCommand } from './job-verb-command.ts';

export class Requeue extends JobVerbCommand {
  static override readonly id = 'requeue';
  static override readonly summary = 'Put running or ended jobs back into the queue.';
  static override readonly usage = 'requeue [--hold] JOB...';
  static override readonly examples = [
    { description: 'Run a job again', command: 'slurmrest requeue 1202' },
    { description: 'Only once it is released', command: 'slurmrest requeue --hold 1202' },
  ];
  static override readonly flags = { hold: boolean({ summary: 'Hold the jobs back in the queue.' }) };

  async run(): Promise<number> {
    const { flags, rest } = await this.parse(Requeue);
    return this.act('requeue', flags, rest, flags.hold ? { hold: 'true' } : {});
  }
}
