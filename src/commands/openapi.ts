import { string } from '@oclif/core/flags';
import { apiVersionFlag } from '../cli/api-version-flag.ts';
import { BaseCommand } from '../cli/base-command.ts';

export class Openapi extends BaseCommand {
  static override readonly id = 'openapi';
  static override readonly summary = 'Print the OpenAPI specification of the API.';
  static override readonly examples = [
    { description: 'Write it to a file', command: 'slurmrest openapi > openapi.json' },
    {
      description: "SchedMD's API as Slurm 26.05 has it, for clients that are generated",
      command: 'slurmrest openapi --api-version v0.0.45 > slurm.json',
    },
    {
      description: 'As YAML, with the operations of a plugin',
      command: 'slurmrest openapi --format yaml --plugin ./site.js',
    },
  ];
  static override readonly flags = {
    ...apiVersionFlag,
    format: string({ summary: 'Language of the specification.', options: ['json', 'yaml'], default: 'json' }),
  };

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Openapi);
    const client = await this.client(flags);
    const text = await client.openapi(flags.format === 'yaml' ? 'yaml' : 'json', flags['api-version']);
    this.print(text.endsWith('\n') ? text : `${text}\n`);
  }
}
