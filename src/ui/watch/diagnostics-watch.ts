import { type DiagnosticsAnswer, readDiagnostics } from '../sdiag/v1-diagnostics.ts';
import { DiagnosticsHistory } from './diagnostics-history.ts';
import { DIAGNOSTICS_KEYS, type DiagnosticsCommand, type DiagnosticsPane } from './diagnostics-keys.ts';
import { commandOf, helpLines } from './keys.ts';
import { Poller } from './poller.ts';
import { RPC_SORTS, type RpcRow, type RpcSort, rpcRows } from './rpc-table.ts';
import type { Theme } from './theme.ts';

/** Where a view of diagnostics gets them from. */
export interface DiagnosticsSource {
  /** What is watched, for the title. */
  readonly title: string;
  /** The answer of `GET /slurm/v1/diag`. */
  diagnostics(signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
}

/** What a view of diagnostics is opened with. */
export interface DiagnosticsWatchOptions {
  /** Seconds between requests. */
  readonly interval: number;
  readonly theme: Theme;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Microseconds of CPU this process used. */
  readonly cpuUsage?: () => number;
  /** Stops the process until it is continued. */
  readonly suspend?: () => void;
}

/** The view of diagnostics without its drawing. */
export class DiagnosticsWatch {
  readonly source: DiagnosticsSource;
  readonly options: DiagnosticsWatchOptions;
  readonly poller: Poller<DiagnosticsAnswer>;
  readonly history = new DiagnosticsHistory();
  readonly #listeners = new Set<() => void>();
  readonly #clock: () => number;
  #seen: DiagnosticsAnswer | undefined;
  #exit: ((code: number) => void) | undefined;

  version = 0;
  pane: DiagnosticsPane = 'figures';
  table: 'type' | 'user' = 'type';
  sort: RpcSort = 'total';
  reversed = false;
  /** First line shown of the calls, or of the help. */
  top = 0;
  /** Lines those have room for, as last drawn. */
  room = 5;

  constructor(source: DiagnosticsSource, options: DiagnosticsWatchOptions) {
    this.source = source;
    this.options = options;
    this.#clock = options.clock ?? Date.now;
    this.poller = new Poller(async (signal) => readDiagnostics(await source.diagnostics(signal)), {
      interval: options.interval,
      clock: this.#clock,
      ...(options.cpuUsage && { cpuUsage: options.cpuUsage }),
    });
    this.poller.subscribe(() => this.#polled());
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#clock();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows the view until it is quit: resolves to the exit code. */
  run(): Promise<number> {
    this.poller.start();
    return new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  stop(): void {
    this.poller.stop();
    this.#listeners.clear();
  }

  /** Takes one key, by its name. */
  press(key: string): void {
    const command = commandOf(DIAGNOSTICS_KEYS, this.pane, key);
    if (command) this.#commands[command]();
    this.#changed();
  }

  get help(): readonly string[] {
    return helpLines(DIAGNOSTICS_KEYS, this.options.theme.glyphs.ellipsis === '…');
  }

  /** The calls of a table, in the chosen order. */
  rows(table: 'type' | 'user'): readonly RpcRow[] {
    const name = table === 'type' ? 'rpcs_by_type' : 'rpcs_by_user';
    const { latest, previous } = this.history;
    return rpcRows(latest?.figures[name], previous?.figures[name], this.sort, this.reversed);
  }

  #changed(): void {
    this.version += 1;
    for (const listener of this.#listeners) listener();
  }

  #polled(): void {
    const { data, at } = this.poller.state;
    if (data && data !== this.#seen) {
      this.#seen = data;
      this.history.add({ at, figures: data });
    }
    this.#changed();
  }

  #scroll(by: number): void {
    const length = this.pane === 'help' ? this.help.length : this.rows(this.table).length;
    this.top = Math.max(0, Math.min(this.top + by, length - this.room));
  }

  #show(pane: DiagnosticsPane): void {
    this.pane = pane;
    this.top = 0;
  }

  readonly #commands: Readonly<Record<DiagnosticsCommand, () => void>> = {
    up: () => this.#scroll(-1),
    down: () => this.#scroll(1),
    pageUp: () => this.#scroll(-this.room),
    pageDown: () => this.#scroll(this.room),
    first: () => this.#scroll(Number.NEGATIVE_INFINITY),
    last: () => this.#scroll(Number.POSITIVE_INFINITY),
    otherTable: () => {
      this.table = this.table === 'type' ? 'user' : 'type';
      this.top = 0;
    },
    nextSort: () => {
      this.sort = RPC_SORTS[(RPC_SORTS.indexOf(this.sort) + 1) % RPC_SORTS.length]!;
    },
    reverseSort: () => {
      this.reversed = !this.reversed;
    },
    pause: () => this.poller.pause(!this.poller.state.paused),
    refresh: () => void this.poller.refresh(),
    slower: () => this.poller.step(1),
    faster: () => this.poller.step(-1),
    help: () => this.#show('help'),
    back: () => this.#show('figures'),
    quit: () => {
      if (this.pane === 'figures') this.#exit?.(0);
      else this.#show('figures');
    },
    interrupt: () => this.#exit?.(130),
    suspend: () => this.options.suspend?.(),
  };
}
