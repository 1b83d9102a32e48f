import { BaseCommand } from '../cli/base-command.ts';
import { outputFlag, outputForm } from '../cli/output-flag.ts';
import { EXIT } from '../slurm/error-table.ts';
import { pingLines } from '../ui/ping.ts';

export class Ping extends BaseCommand {
  static override readonly id = 'ping';
  static override readonly summary = 'Ask the controllers whether they are up.';
  static override readonly description = 'The exit code is 5 when none of them answers.';
  static override readonly examples = [
    { description: 'Is the cluster up?', command: 'slurmrest ping' },
    {
      description: 'Is the daemon on its socket up?',
      command: 'slurmrest ping --url unix:/run/slurmrest.sock',
    },
  ];

  static override readonly flags = outputFlag('table', 'json', 'yaml');

  async run(): Promise<number> {
    const { flags } = await this.parse(Ping);
    const answer = await (await this.client(flags)).ping();
    const { up, lines } = pingLines(answer['ping'] as Record<string, unknown>);
    const form = outputForm(flags);
    if (form === 'json' || form === 'yaml') await this.printData(form, answer);
    else this.printLines(lines);
    return up ? EXIT.ok : EXIT.unreachable;
  }
}
