import { readFileSync } from 'node:fs';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

export class Completion extends BaseCommand {
  static override readonly id = 'completion';
  static override readonly summary = 'Print the completion script of a shell.';
  static override readonly description =
    `SHELL is one of ${SHELLS.join(', ')}. Commands, flags and their values are completed, and from the cluster ids of jobs, names of nodes, partitions, users and whatever else a flag is about. The cluster has two seconds to answer (or SLURMREST_COMPLETION_TIMEOUT); after that nothing is offered.`;
  static override readonly examples = [
    { description: 'In this bash', command: 'source <(slurmrest completion bash)' },
    {
      description: 'In every bash from now on',
      command:
        'mkdir -p ~/.local/share/bash-completion/completions && slurmrest completion bash > ~/.local/share/bash-completion/completions/slurmrest',
    },
    { description: 'In every zsh: in ~/.zshrc', command: 'source <(slurmrest completion zsh)' },
    {
      description: 'In every fish from now on',
      command: 'slurmrest completion fish > ~/.config/fish/completions/slurmrest.fish',
    },
  ];
  static override readonly args = {
    shell: string({ description: 'The shell.', required: true, options: SHELLS, ignoreStdin: true }),
  };

  async run(): Promise<undefined> {
    const { args } = await this.parse(Completion);
    // As far from the folder of the sources as from that of the bundle's chunks.
    this.print(readFileSync(new URL(`../../completions/slurmrest.${args.shell}`, import.meta.url), 'utf8'));
  }
}
