import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import type { Io } from '../cli/io.ts';
import { outputFlag, outputForm } from '../cli/output-flag.ts';
import { sdiagLines } from '../ui/sdiag/sections.ts';
import { readDiagnostics } from '../ui/sdiag/v1-diagnostics.ts';
import { canShowScreen } from '../ui/watch/screen-ability.ts';
import { printEvery } from './print-every.ts';
import { separateInterval, watchFlags, watchInterval } from './watch-flags.ts';

export class Diag extends BaseCommand {
  static override readonly id = 'diag';
  static override readonly summary = 'Print the diagnostics of the scheduler, as sdiag does.';
  static override readonly examples = [
    { description: 'Print every counter', command: 'slurmrest diag' },
    { description: 'Read one of them in a script', command: 'slurmrest diag --json | jq .jobs_running' },
    { description: 'Watch rates and cycles', command: 'slurmrest diag --watch' },
    { description: 'Set the counters to zero', command: 'slurmrest diag --reset' },
  ];
  static override readonly flags = {
    ...watchFlags,
    ...outputFlag('table', 'json', 'yaml'),
    reset: boolean({ char: 'r', summary: 'Set the counters to zero instead; administrators only.' }),
  };

  constructor(argv: readonly string[], io: Io) {
    super(separateInterval(argv), io);
  }

  async run(): Promise<number | undefined> {
    const { flags } = await this.parse(Diag);
    const interval = watchInterval(flags);
    const form = outputForm(flags);
    const client = await this.client(flags);
    if (flags.reset) {
      const answer = await client.resetDiagnostics();
      if (form === 'json' || form === 'yaml') await this.printData(form, answer);
      return undefined;
    }
    if (interval !== undefined && canShowScreen(this.io, process.env)) {
      const { watchCounters } = await import('./watch-counters.ts');
      const { url, profile } = await this.target(flags);
      return watchCounters(client, profile ?? url, interval);
    }
    const lines = async () => sdiagLines(readDiagnostics(await client.diagnostics()));
    if (interval !== undefined) return printEvery(interval, this.io, lines);
    const answer = await client.diagnostics();
    if (form === 'json' || form === 'yaml') await this.printData(form, answer);
    else this.printLines(sdiagLines(readDiagnostics(answer)));
    return undefined;
  }
}
