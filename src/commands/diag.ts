import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import { sdiagLines } from '../ui/sdiag/sections.ts';
import { readDiagnostics } from '../ui/sdiag/v1-diagnostics.ts';

export class Diag extends BaseCommand {
  static override readonly id = 'diag';
  static override readonly summary = 'Print the diagnostics of the scheduler, as sdiag does.';
  static override readonly examples = [
    { description: 'Print every counter', command: 'slurmrest diag' },
    { description: 'Read one of them in a script', command: 'slurmrest diag --json | jq .jobs_running' },
    { description: 'Set the counters to zero', command: 'slurmrest diag --reset' },
  ];
  static override readonly flags = {
    reset: boolean({ char: 'r', summary: 'Set the counters to zero instead; administrators only.' }),
  };

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Diag);
    const client = await this.client(flags);
    if (flags.reset) {
      const answer = await client.resetDiagnostics();
      if (flags.json) this.printJson(answer);
      return;
    }
    const answer = await client.diagnostics();
    if (flags.json) this.printJson(answer);
    else this.printLines(sdiagLines(readDiagnostics(answer)));
  }
}
