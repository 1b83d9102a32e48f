import { truncate } from '../text-width.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean; readonly columns?: number };

/** Whether lines can be drawn over: not in a log, for a screen reader, or on a terminal that only scrolls. */
export function canDraw(stream: Stream, env: Environment): boolean {
  const inCi = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
  return Boolean(stream.isTTY) && env['TERM'] !== 'dumb' && !inCi && env['INK_SCREEN_READER'] !== 'true';
}

/** A few lines at the end of a terminal that are drawn over again. It changes no mode, so nothing needs undoing. */
export class ProgressDisplay {
  readonly #stream: Stream;
  readonly #colored: boolean;
  #drawn: readonly string[] = [];
  #ended = false;

  constructor(stream: Stream, env: Environment) {
    this.#stream = stream;
    this.#colored = !env['NO_COLOR'] && env['FORCE_COLOR'] !== '0';
  }

  /** Puts lines, without control characters, in place of those drawn before; `faint` ones below the others. */
  draw(lines: readonly string[], faint: readonly string[] = []): void {
    // One column stays free: some terminals wrap a full line.
    const width = Math.max(1, (this.#stream.columns ?? 80) - 1);
    const shown = [
      ...lines.map((line) => truncate(line, width)),
      ...faint
        .map((line) => truncate(`  ${line}`, width))
        .map((line) => (this.#colored ? `\u001b[2m${line}\u001b[22m` : line)),
    ];
    if (this.#ended || shown.join('\n') === this.#drawn.join('\n')) return;
    this.#stream.write(this.#erasure() + shown.map((line) => `${line}\n`).join(''));
    this.#drawn = shown;
  }

  /** Takes the lines away, for good. */
  end(): void {
    if (this.#drawn.length > 0) this.#stream.write(this.#erasure());
    this.#drawn = [];
    this.#ended = true;
  }

  #erasure(): string {
    return this.#drawn.length > 0 ? `\u001b[${this.#drawn.length}A\r\u001b[J` : '';
  }
}
