import type { Interfaces } from '@oclif/core';
import { parse } from '@oclif/core/parser';
import type { Log } from '../slurm/log.ts';
import { globalFlags } from './global-flags.ts';
import type { Io } from './io.ts';
import { createLog, LOG_LEVELS } from './log.ts';
import type { OpenEngine } from './open-engine.ts';

type Flags = Interfaces.FlagInput;
type Args = Interfaces.ArgInput;

/** What a command's class says about itself; oclif's metadata, so that its parser, help and manifest read it. */
export interface CommandClass<F extends Flags = Flags, A extends Args = Args> {
  new (argv: readonly string[], io: Io): BaseCommand;
  readonly id: string;
  /** One line, for lists of commands. */
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly { readonly description: string; readonly command: string }[];
  readonly usage?: string;
  readonly flags: F;
  readonly baseFlags: typeof globalFlags;
  readonly args: A;
  /** False: more arguments than `args` names are welcome, see {@link Parsed.rest}. */
  readonly strict: boolean;
  /** Left out of lists of commands. */
  readonly hidden: boolean;
}

export interface Parsed<F extends Flags, A extends Args> {
  readonly flags: Interfaces.InferredFlags<F> & GlobalFlags;
  readonly args: A extends Interfaces.ArgInput<infer Values> ? Values : never;
  /** All arguments, in order. */
  readonly rest: readonly string[];
}

export type GlobalFlags = Interfaces.InferredFlags<typeof globalFlags>;

/**
 * What every command shares: global flags, a log, the engine. A command is an oclif command by its static
 * members; running one loads only oclif's parser, whose runtime would double the time to start.
 */
export abstract class BaseCommand {
  static readonly id: string;
  static readonly summary: string;
  static readonly description: string = '';
  static readonly examples: CommandClass['examples'] = [];
  static readonly flags: Flags = {};
  static readonly baseFlags = globalFlags;
  static readonly args: Args = {};
  static readonly strict: boolean = true;
  static readonly hidden: boolean = false;

  /** What the parser reads: the command line without the command's name. */
  readonly argv: readonly string[];
  protected readonly io: Io;
  /** What is logged without `-v`; daemons raise it to `LOG_LEVELS.info`. */
  protected readonly logLevel: number = LOG_LEVELS.error;
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(argv: readonly string[], io: Io) {
    this.argv = argv;
    this.io = io;
  }

  /** Does the work and tells the exit code, 0 when it tells none. */
  abstract run(): Promise<number | undefined>;

  /** Reads the command line against the flags and arguments of `command`, the class itself. */
  protected async parse<F extends Flags, A extends Args>(command: {
    readonly flags: F;
    readonly args: A;
    readonly strict: boolean;
  }): Promise<Parsed<F, A>> {
    const { flags, args, argv, raw } = await parse([...this.argv], {
      flags: { ...globalFlags, ...command.flags },
      args: command.args,
      strict: command.strict,
    });
    const verbosity = raw.filter((token) => token.type === 'flag' && token.flag === 'verbose').length;
    this.#log = createLog(this.io.stderr, this.logLevel + verbosity);
    return { flags, args, rest: argv } as unknown as Parsed<F, A>;
  }

  #log: Log | undefined;
  /** Lines to stderr, as many as `-v` asks for; after {@link parse}. */
  protected get log(): Log {
    this.#log ??= createLog(this.io.stderr, this.logLevel);
    return this.#log;
  }

  /**
   * The engine in this process, over the scheduler the flags choose. It is closed when the command ends.
   * `lead`: also schedule and run the jobs of the embedded scheduler while this process lives.
   */
  protected async engine(flags: GlobalFlags, { lead = false } = {}): Promise<OpenEngine> {
    const { openEngine } = await import('./open-engine.ts');
    const engine = await openEngine({
      conf: flags.conf,
      state: flags.state,
      plugins: flags.plugin ?? [],
      lead,
      log: this.log,
    });
    this.#closers.push(() => engine.close());
    return engine;
  }

  /** Writes data to stdout. */
  protected print(text: string): void {
    this.io.stdout.write(text);
  }

  /** Closes what the command opened; called once, however it ended. */
  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) await close();
  }
}
