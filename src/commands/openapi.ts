import { string } from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';

export class Openapi extends BaseCommand {
  static override readonly id = 'openapi';
  static override readonly summary = 'Print the OpenAPI specification of the API.';
  static override readonly examples = [
    { description: 'Write it to a file', command: 'slurmrest openapi > openapi.json' },
    {
      description: 'As YAML, with the operations of a plugin',
      command: 'slurmrest openapi --format yaml --plugin ./site.js',
    },
  ];
  static override readonly flags = {
    format: string({ summary: 'Language of the specification.', options: ['json', 'yaml'], default: 'json' }),
  };

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Openapi);
    const client = await this.client(flags);
    const text = await client.openapi(flags.format === 'yaml' ? 'yaml' : 'json');
    this.print(text.endsWith('\n') ? text : `${text}\n`);
  }
}
