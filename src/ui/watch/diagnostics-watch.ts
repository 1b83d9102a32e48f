import { type DiagnosticsAnswer, readDiagnostics } from '../sdiag/v1-diagnostics.ts';
import { DiagnosticsHistory } from './diagnostics-history.ts';
import { DIAGNOSTICS_KEYS, type DiagnosticsCommand, type DiagnosticsPane } from './diagnostics-keys.ts';
import { commandOf } from './keys.ts';
import { RPC_SORTS, type RpcRow, type RpcSort, rpcRows } from './rpc-table.ts';
import { Watch, type WatchOptions } from './watch.ts';

/** Where a view of diagnostics gets them from. */
export interface DiagnosticsSource {
  /** What is watched, for the title. */
  readonly title: string;
  /** The answer of `GET /slurm/v1/diag`. */
  diagnostics(signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
}

/** The view of diagnostics without its drawing. */
export class DiagnosticsWatch extends Watch<DiagnosticsAnswer> {
  readonly source: DiagnosticsSource;
  readonly options: WatchOptions;
  readonly history = new DiagnosticsHistory();

  pane: DiagnosticsPane = 'figures';
  table: 'type' | 'user' = 'type';
  sort: RpcSort = 'total';
  reversed = false;
  /** First line shown of the calls, or of the help. */
  top = 0;
  /** Lines those have room for, as last drawn. */
  room = 5;

  constructor(source: DiagnosticsSource, options: WatchOptions) {
    super(async (signal) => readDiagnostics(await source.diagnostics(signal)), DIAGNOSTICS_KEYS, options);
    this.source = source;
    this.options = options;
  }

  /** Takes one key, by its name. */
  press(key: string): void {
    const command = commandOf(DIAGNOSTICS_KEYS, this.pane, key);
    if (command) this.#commands[command]();
    this.changed();
  }

  /** The calls of a table, in the chosen order. */
  rows(table: 'type' | 'user'): readonly RpcRow[] {
    const name = table === 'type' ? 'rpcs_by_type' : 'rpcs_by_user';
    const { latest, previous } = this.history;
    return rpcRows(latest?.figures[name], previous?.figures[name], this.sort, this.reversed);
  }

  protected update(figures: DiagnosticsAnswer, at: number): void {
    this.history.add({ at, figures });
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
    ...this.viewCommands,
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
    help: () => this.#show('help'),
    back: () => this.#show('figures'),
    quit: () => {
      if (this.pane === 'figures') this.exit(0);
      else this.#show('figures');
    },
  };
}
