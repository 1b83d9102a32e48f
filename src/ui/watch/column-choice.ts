import type { Column } from '../squeue/column.ts';
import { COLUMNS } from '../squeue/columns.ts';

/** Which columns a table shows, and the list they are chosen from. */
export class ColumnChoice {
  /** In the order of the table; never empty. */
  shown: readonly Column[];
  /** Place in {@link all} the next change is about. */
  cursor = 0;

  constructor(shown: readonly Column[]) {
    this.shown = shown;
  }

  /** Every column: the shown ones in their order, then the others. */
  get all(): readonly Column[] {
    return [...this.shown, ...COLUMNS.filter((column) => !this.shown.includes(column))];
  }

  move(by: number): void {
    this.cursor = Math.max(0, Math.min(this.cursor + by, this.all.length - 1));
  }

  /** Shows the column under the cursor as the last one, or hides it unless it is the only one. */
  toggle(): void {
    const column = this.all[this.cursor];
    if (!column) return;
    const others = this.shown.filter((shown) => shown !== column);
    if (others.length === this.shown.length) this.shown = [...this.shown, column];
    else if (others.length > 0) this.shown = others;
  }

  /** Moves the column under the cursor, where it is shown, past its neighbour. */
  shift(by: 1 | -1): void {
    const to = this.cursor + by;
    const [moved, other] = [this.shown[this.cursor], this.shown[to]];
    if (!moved || !other) return;
    this.shown = this.shown.with(this.cursor, other).with(to, moved);
    this.cursor = to;
  }
}
