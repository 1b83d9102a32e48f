import type { Interfaces } from '@oclif/core';
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { BaseCommand, type GlobalFlags } from '../cli/base-command.ts';
import { cliFilterFlag } from '../cli/cli-filter-flag.ts';
import { globalFlags } from '../cli/global-flags.ts';
import { listenForInterruption } from '../cli/interruption.ts';
import type { Io } from '../cli/io.ts';
import type { Client } from '../client/client.ts';
import { SlurmError } from '../slurm/error.ts';
import { EXIT } from '../slurm/error-table.ts';
import { allCompleted, outcomeLines } from '../ui/outcome.ts';
import { readDirectives } from './submit/directives.ts';
import { type Input, readInput } from './submit/input.ts';
import { OBEYED, optionFlags } from './submit/options.ts';
import { type ReadOptions, readOptions } from './submit/read-options.ts';
import {
  componentOf,
  layOptions,
  type Options,
  optionsOfEnvironment,
  overlayRequest,
} from './submit/request.ts';
import { waitForEnd } from './submit/wait.ts';
import { waitProgress } from './submit/wait-progress.ts';

/** Flags that are not sbatch's, beside those of every command. */
const ownFlags = {
  'dry-run': boolean({ summary: 'Print the request as JSON and submit nothing.' }),
  ...cliFilterFlag,
};

/** Flags before the script that are not sbatch's and take a value. */
const VALUED = Object.entries({ ...globalFlags, ...ownFlags }).flatMap(([name, flag]) =>
  flag.type === 'option'
    ? [...[name, ...(flag.aliases ?? [])].map((long) => `--${long}`), ...(flag.char ? [`-${flag.char}`] : [])]
    : [],
);

export class Submit extends BaseCommand {
  static override readonly id = 'submit';
  static override readonly summary = 'Submit a job, as sbatch does.';
  static override readonly description =
    `FILE is a batch script, whose #SBATCH lines are read, or a request as JSON or YAML as the API takes it; - or nothing is stdin. Everything after FILE is handed to the script, so options come before it. A lone ":" separates the options of the components of a het job.

Options on the command line overrule variables, and those overrule #SBATCH lines.`;
  static override readonly usage = 'submit [OPTION]... [FILE|-] [ARGUMENT]...';
  static override readonly examples = [
    { description: 'Run a script', command: 'slurmrest submit job.sh' },
    {
      description: 'Run a command on four CPUs and wait for its end',
      command: "slurmrest submit --cpus-per-task 4 --wait --wrap 'make -j4'",
    },
    {
      description: 'An array of which two tasks run at a time',
      command: 'slurmrest submit --array 1-1000%2 job.sh',
    },
    { description: 'Send a request as it is', command: 'slurmrest submit request.json' },
    { description: 'See what would be sent', command: 'slurmrest submit --dry-run job.sh' },
  ];
  static #flags: Interfaces.FlagInput | undefined;
  /** Made when they are asked for, by help and the like: they are many, and it is not the parser that reads sbatch's. */
  static override get flags(): Interfaces.FlagInput {
    Submit.#flags ??= { ...ownFlags, ...optionFlags() };
    return Submit.#flags;
  }
  static override readonly args = { file: string({ description: 'Script or request.', ignoreStdin: true }) };
  static override readonly strict = false;

  readonly #typed: readonly string[];
  readonly #words: ReadOptions;

  constructor(argv: readonly string[], io: Io) {
    const words = readOptions(argv, '', VALUED);
    super(words.foreign, io);
    this.#typed = argv;
    this.#words = words;
  }

  async run(): Promise<number> {
    const { args, strict } = Submit;
    const { flags } = await this.parse({ flags: ownFlags, args, strict });
    const { components, operands } = this.#words;
    const input = await this.#input(operands[0]);
    const levels = input.kind === 'script' ? readDirectives(input.script, input.name) : [[]];
    const environment = input.kind === 'script' ? optionsOfEnvironment(process.env) : [];
    const count = Math.max(components.length, levels.length);
    const options = Array.from({ length: count }, (_, index) =>
      layOptions([levels[index] ?? [], environment, components[index] ?? []]),
    );
    const leading = options[0]!;
    const request = this.#request(input, options);
    if (flags['dry-run'] || leading.has('test-only')) {
      this.print(`${JSON.stringify(request, null, 2)}\n`);
      return EXIT.ok;
    }
    if (!leading.has('quiet')) this.#nameUnused(options);
    const client = await this.client(flags);
    const answer = await client.submit(request);
    const jobId = Number(answer['job_id']);
    if (flags.json) this.printJson(answer);
    else if (leading.has('parsable')) this.print(`${jobId}\n`);
    else if (!leading.has('quiet')) this.print(`Submitted batch job ${jobId}\n`);
    const message = answer['job_submit_user_msg'];
    if (typeof message === 'string' && message !== '') this.complain(message);
    return leading.has('wait') ? this.#wait(client, jobId, flags, leading.has('quiet')) : EXIT.ok;
  }

  async #input(file: string | undefined): Promise<Input> {
    const wrapped = this.#words.components[0]!.findLast(({ option }) => option.name === 'wrap')?.value;
    if (typeof wrapped !== 'string') {
      if (file !== undefined || !this.io.stdin.isTTY) return readInput(file ?? '-', this.io);
      throw new SlurmError('USAGE', {
        problem: 'Name a script or a request, or use --wrap.',
        command: 'submit',
      });
    }
    if (file === undefined) return { kind: 'script', name: 'wrap', script: `#!/bin/sh\n${wrapped}\n` };
    throw new SlurmError('USAGE', {
      problem: '--wrap takes the place of a script; give one of them.',
      command: 'submit',
    });
  }

  #request(input: Input, options: readonly Options[]): unknown {
    const [, ...scriptArguments] = this.#words.operands;
    if (input.kind === 'request') {
      if (scriptArguments.length === 0) return overlayRequest(input.body, options[0]!);
      const problem = `${input.name} is a request and takes no arguments; put options before it.`;
      throw new SlurmError('USAGE', { problem, command: 'submit' });
    }
    const script = {
      name: input.name,
      arguments: scriptArguments,
      submitLine: ['slurmrest', 'submit', ...this.#typed].join(' '),
    };
    const components = options.map((one) => componentOf(one, script));
    return { job: components.length === 1 ? components[0] : components, script: input.script };
  }

  /** Options that are read, so that scripts for other clusters run, but that change nothing. */
  #nameUnused(options: readonly Options[]): void {
    const obeyed: readonly string[] = OBEYED;
    const unused = options
      .flatMap((one) => [...one.values()])
      .filter(({ option }) => option.place === 'command' && !obeyed.includes(option.name));
    for (const { field } of unused) this.complain(`${field} has no effect.`);
  }

  async #wait(client: Client, jobId: number, flags: GlobalFlags, quiet: boolean): Promise<number> {
    const progress = quiet ? undefined : waitProgress(client, jobId, this.io, process.env);
    const interruption = listenForInterruption();
    const { signal } = interruption;
    const ended = waitForEnd(client, jobId, { look: async (jobs) => progress?.look(jobs), signal });
    // What it ends with after Ctrl-C is nobody's business any more.
    ended.catch(() => {});
    try {
      const jobs = await Promise.race([ended, interruption.came]);
      progress?.end();
      if (jobs === 'interrupted') {
        const { words, state } = await this.target(flags);
        // `--state` of cancel is the state of jobs.
        const folder = this.typed('state') ? [`SLURMREST_STATE=${state}`] : [];
        const again = [...folder, 'slurmrest', 'cancel', ...words, jobId].join(' ');
        this.complain(`Job ${jobId} goes on. To cancel it: ${again}`);
        return EXIT.interrupted;
      }
      if (flags.json) this.printJson({ errors: [], jobs });
      else if (!quiet) this.printLines(outcomeLines(jobs));
      return allCompleted(jobs) ? EXIT.ok : EXIT.jobFailed;
    } finally {
      progress?.end();
      interruption.release();
    }
  }
}
