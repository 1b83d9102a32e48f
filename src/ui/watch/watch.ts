import { helpLines, type KeyGroup } from './keys.ts';
import { Poller } from './poller.ts';
import type { Theme } from './theme.ts';

/** What every view is opened with. */
export interface WatchOptions {
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

/** Commands every view has; see VIEW_KEYS. */
export type ViewCommand = 'pause' | 'refresh' | 'slower' | 'faster' | 'interrupt' | 'suspend';

/**
 * A view without its drawing: it asks for data again and again, and tells its listeners when there is something
 * to draw. The drawing asks for {@link version} and reads; tests press keys and look.
 */
export abstract class Watch<Data> {
  readonly poller: Poller<Data>;
  readonly #options: WatchOptions;
  readonly #keys: readonly KeyGroup<string, string>[];
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #seen: Data | undefined;
  #exit: ((code: number) => void) | undefined;

  constructor(
    load: (signal: AbortSignal) => Promise<Data>,
    keys: readonly KeyGroup<string, string>[],
    options: WatchOptions,
  ) {
    this.#options = options;
    this.#keys = keys;
    this.poller = new Poller(load, options);
    this.poller.subscribe(() => {
      const { data, at } = this.poller.state;
      if (data && data !== this.#seen) {
        this.#seen = data;
        this.update(data, at);
      }
      this.changed();
    });
  }

  /** Takes new data, asked for at a time in milliseconds since 1970. */
  protected abstract update(data: Data, at: number): void;

  /** Takes one key, by its name. */
  abstract press(key: string): void;

  get version(): number {
    return this.#version;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return (this.#options.clock ?? Date.now)();
  }

  /** Lines of the help page. */
  get help(): readonly string[] {
    return helpLines(this.#keys, this.#options.theme.glyphs.ellipsis === '…');
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

  protected changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Ends the view with an exit code. */
  protected exit(code: number): void {
    this.#exit?.(code);
  }

  protected readonly viewCommands: Readonly<Record<ViewCommand, () => void>> = {
    pause: () => this.poller.pause(!this.poller.state.paused),
    refresh: () => void this.poller.refresh(),
    slower: () => this.poller.step(1),
    faster: () => this.poller.step(-1),
    interrupt: () => this.exit(130),
    suspend: () => this.#options.suspend?.(),
  };
}
