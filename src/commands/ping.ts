import { BaseCommand } from '../cli/base-command.ts';

export class Ping extends BaseCommand {
  static override readonly id = 'ping';
  static override readonly summary = 'Ask every controller whether it is up.';
  static override readonly examples = [{ description: 'Is the cluster up?', command: 'slurmrest ping' }];

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Ping);
    await this.engine(flags);
  }
}
