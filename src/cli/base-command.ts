import { userInfo } from 'node:os';
import type { Interfaces } from '@oclif/core';
import { parse } from '@oclif/core/parser';
import { Client } from '../client/client.ts';
import { CredentialKeeper } from '../client/credentials.ts';
import { directTransport } from '../client/direct.ts';
import { remoteTransport } from '../client/remote.ts';
import { negotiatingTransport } from '../client/slurmrestd/transport.ts';
import type { Transport } from '../client/transport.ts';
import type { Connection } from '../engine/connection.ts';
import { EXIT } from '../slurm/error-table.ts';
import type { Log } from '../slurm/log.ts';
import { globalFlags } from './global-flags.ts';
import type { Io } from './io.ts';
import { createLog, LOG_LEVELS } from './log.ts';
import type { OpenEngine, OpenEngineOptions } from './open-engine.ts';
import { answeredErrors, type Failure } from './render-error.ts';
import { chooseTarget, type Target } from './target.ts';
import { tokenWarnings } from './token-warnings.ts';

type Flags = Interfaces.FlagInput;
export type Flag = Flags[string];
type Args = Interfaces.ArgInput;

/** What a command's class says about itself; oclif's metadata, so that its parser, help and manifest read it. */
export interface CommandClass<F extends Flags = Flags, A extends Args = Args> {
  new (argv: readonly string[], io: Io): BaseCommand;
  readonly id: string;
  /** One line, for lists of commands. */
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly { readonly description: string; readonly command: string }[];
  readonly usage: string | undefined;
  readonly flags: F;
  readonly baseFlags: typeof globalFlags;
  readonly args: A;
  /** False: more arguments than `args` names are welcome, see {@link Parsed.rest}. */
  readonly strict: boolean;
  /** Left out of lists of commands. */
  readonly hidden: boolean;
}

/** The flags of a command, then those of every command that it does not have itself. */
export function allFlags({ flags, baseFlags }: CommandClass): Readonly<Record<string, Flag>> {
  return { ...flags, ...baseFlags, ...flags };
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
  static readonly usage: string | undefined = undefined;
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
  /** The command needs the cluster itself, a daemon in front of one will not do. */
  protected readonly clusterItself: boolean = false;
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
    this.#own = Object.keys(command.flags);
    this.#typed = raw.flatMap((token) => (token.type === 'flag' ? token.flag : []));
    const verbosity = this.#typed.filter((name) => name === 'verbose').length;
    this.#log = createLog(this.io, this.logLevel + verbosity);
    return { flags, args, rest: argv } as unknown as Parsed<F, A>;
  }

  #typed: readonly string[] = [];
  /** Whether a flag stands on the command line; its value may also be a variable's or the default. */
  protected typed(flag: string): boolean {
    return this.#typed.includes(flag);
  }

  #own: readonly string[] = [];
  #target: Promise<Target> | undefined;
  /** What the flags, variables and the configuration choose to work on; after {@link parse}. */
  protected target(flags: GlobalFlags): Promise<Target> {
    const typed = (flag: string) => this.typed(flag) && !this.#own.includes(flag);
    // `--state` of cancel is of jobs: there only the variable names the folder.
    const state = this.#own.includes('state') ? process.env[globalFlags.state.env!] : flags.state;
    this.#target ??= chooseTarget({ ...flags, state }, { typed, clusterItself: this.clusterItself });
    return this.#target;
  }

  #log: Log | undefined;
  /** Lines to stderr, as many as `-v` asks for; after {@link parse}. */
  protected get log(): Log {
    this.#log ??= createLog(this.io, this.logLevel);
    return this.#log;
  }

  /**
   * The engine in this process, over the scheduler the flags choose. It is closed when the command ends.
   * `lead`: also schedule and run the jobs of the embedded scheduler while this process lives.
   */
  protected async engine(
    flags: GlobalFlags & { readonly 'cli-filter'?: string | undefined },
    {
      lead = false,
      ...options
    }: Partial<Pick<OpenEngineOptions, 'lead' | 'authenticators' | 'limits' | 'log' | 'quiet'>> = {},
  ): Promise<OpenEngine> {
    const { openEngine } = await import('./open-engine.ts');
    const { conf, state } = await this.target(flags);
    const engine = await openEngine({
      log: this.log,
      ...options,
      conf,
      state,
      plugins: flags.plugin ?? [],
      cliFilter: flags['cli-filter'],
      lead,
    });
    this.#closers.push(() => engine.close());
    return engine;
  }

  /** A client of the daemon that was chosen, or of an engine in this process; closed when the command ends. */
  protected async client(flags: GlobalFlags): Promise<Client> {
    const { url } = await this.target(flags);
    if (url === undefined) return new Client(await this.#direct(flags), async () => ({}));
    const credentials = await this.credentials(flags);
    await credentials.current();
    const transport = await remoteTransport(url);
    this.#closers.push(() => transport.close());
    return new Client(negotiatingTransport(transport), credentials.headers);
  }

  #credentials: CredentialKeeper | undefined;
  /** Who the command is to the daemon that was chosen; of a token that has ended, or nearly, the user is told. */
  protected async credentials(flags: GlobalFlags): Promise<CredentialKeeper> {
    const { tokens } = await this.target(flags);
    this.#credentials ??= new CredentialKeeper(tokens, (read) => {
      for (const warning of tokenWarnings(tokens, read, Date.now() / 1000)) this.complain(warning);
    });
    return this.#credentials;
  }

  /** Login name the requests act as. */
  protected async user(flags: GlobalFlags): Promise<string> {
    const { url } = await this.target(flags);
    return url === undefined ? userInfo().username : (await (await this.credentials(flags)).current()).user;
  }

  async #direct(flags: GlobalFlags): Promise<Transport> {
    const { fetch } = await this.engine(flags);
    const user = { uid: process.getuid!(), gid: process.getgid!() };
    const connection: Connection = { transport: 'direct', peer: `direct:[${process.pid}]`, user };
    return directTransport((request) => fetch(request, connection));
  }

  /** Writes data to stdout. */
  protected print(text: string): void {
    this.io.stdout.write(text);
  }

  /** Tells the user on stderr. */
  protected complain(message: string): void {
    this.io.stderr.write(`slurmrest: ${message}\n`);
  }

  /** Ends a command that acted on several things: tells what failed, and how all of it ends. */
  protected report(failures: readonly Failure[], json: boolean): number {
    if (json) this.printJson({ errors: failures.flatMap(answeredErrors) });
    else for (const { message } of failures) this.complain(message);
    return failures[0]?.exitCode ?? EXIT.ok;
  }

  protected printLines(lines: readonly string[]): void {
    if (lines.length > 0) this.print(`${lines.join('\n')}\n`);
  }

  /** Writes data as JSON: on one line, or spread out for a reader at a terminal. */
  protected printJson(value: unknown): void {
    this.print(`${JSON.stringify(value, null, this.io.stdout.isTTY ? 2 : undefined)}\n`);
  }

  /** Writes data in a language for programs. */
  protected async printData(form: 'json' | 'yaml', value: unknown): Promise<void> {
    if (form === 'json') this.printJson(value);
    else this.print((await import('../engine/yaml/write-yaml.ts')).writeYaml(value));
  }

  /** Closes what the command opened; called once, however it ended. */
  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) await close();
  }
}
