import type { CellContext } from '../squeue/column.ts';
import type { SortField } from '../squeue/sort.ts';
import { jobIdText, type V1Job } from '../squeue/v1-job.ts';
import { ColumnChoice } from './column-choice.ts';
import { editLine } from './edit-line.ts';
import { type Filter, parseFilter } from './filter.ts';
import { ACTIONS, performAction } from './job-actions.ts';
import { type DetailLine, detailLines } from './job-detail.ts';
import { JOB_KEYS, type JobCommand, type JobPane } from './job-keys.ts';
import { outputRows } from './job-output.ts';
import type { JobAction, JobSource, OutputStream } from './job-source.ts';
import { type TreeLine, treeLines } from './job-tree.ts';
import { JobView } from './job-view.ts';
import type { JobWatchOptions } from './job-watch-options.ts';
import { commandOf } from './keys.ts';
import type { JobList } from './known-jobs.ts';
import { Memo } from './memo.ts';
import { OutputTail } from './output-tail.ts';
import { Watch } from './watch.ts';
import { WATCH_COLUMNS } from './watch-columns.ts';
import { areWatched } from './watched-members.ts';
import { WholeRecord } from './whole-record.ts';

/** What is asked at the bottom of the screen; while it is, all keys go there. */
export type Question =
  | { readonly kind: 'filter'; readonly text: string; readonly before: string }
  | { readonly kind: 'confirm'; readonly action: JobAction; readonly jobs: readonly V1Job[] };

export interface Message {
  readonly text: string;
  readonly failed: boolean;
}

/** Milliseconds an outcome stays on the screen. */
const MESSAGE_STAYS = 5000;

/** The view of jobs without its drawing: what is shown, selected, marked and asked, and what each key does to it. */
export class JobWatch extends Watch<JobList> {
  readonly options: JobWatchOptions;
  readonly source: JobSource;
  readonly view: JobView;
  readonly #memo = new Memo();
  readonly #whole: WholeRecord;
  #messageTimer: NodeJS.Timeout | undefined;

  pane: JobPane = 'table';
  /** Panes `back` returns to, the last one first. */
  #panesBefore: JobPane[] = [];
  question: Question | undefined;
  message: Message | undefined;
  filterText = '';
  filterProblem: string | undefined;
  readonly columns: ColumnChoice;
  selectedId: number | undefined;
  /** Place of the selected job among the rows. */
  cursor = 0;
  readonly marked = new Set<number>();
  /** First line shown, by pane. */
  readonly tops: Record<JobPane, number> = { table: 0, detail: 0, output: 0, tree: 0, columns: 0, help: 0 };
  /** Lines each pane has room for, as last drawn. */
  room = 10;
  /** The pane stands beside the table, which is still moved in. */
  beside = false;
  /** Columns the output pane has. */
  outputWidth = 80;
  readonly tail: OutputTail;
  following = true;
  wrap = false;
  treeCursor = 0;

  constructor(source: JobSource, options: JobWatchOptions) {
    const columns = new ColumnChoice(options.columns ?? WATCH_COLUMNS);
    const sorting = options.sort.map(({ column }) => column);
    super((signal) => source.jobs(signal, !areWatched([...columns.shown, ...sorting])), JOB_KEYS, options);
    this.source = source;
    this.options = options;
    this.columns = columns;
    this.#whole = new WholeRecord(source, () => this.changed());
    this.tail = new OutputTail(source, () => this.changed());
    this.view = new JobView(this.context, options.select);
    this.view.setSort(options.sort);
    if (options.filter) this.#setFilter(options.filter);
  }

  get context(): CellContext {
    return this.options.context(this.now / 1000);
  }

  get selected(): V1Job | undefined {
    return this.view.at(this.cursor);
  }

  override stop(): void {
    super.stop();
    this.tail.close();
    clearTimeout(this.#messageTimer);
  }

  /** Takes one key, by its name. */
  press(key: string): void {
    if (key === 'ctrl-c') this.#commands.interrupt();
    else if (key === 'ctrl-z') this.#commands.suspend();
    else if (this.question) this.#answer(this.question, key);
    else {
      const command = commandOf(JOB_KEYS, this.pane, key);
      if (command) this.#commands[command]();
    }
    this.changed();
  }

  get detail(): readonly DetailLine[] {
    return this.selected ? detailLines(this.#whole.of(this.selected), this.context) : [];
  }

  get tree(): readonly TreeLine[] {
    const { selected } = this;
    return selected ? this.#memo.get('tree', [selected, this.view.jobs], () => this.#treeOf(selected)) : [];
  }

  get outputLines(): readonly string[] {
    const { outputWidth, wrap } = this;
    const { output } = this.tail;
    return this.#memo.get('output', [output, outputWidth, wrap], () => outputRows(output, outputWidth, wrap));
  }

  /** Marked jobs, or the selected one. */
  get targets(): readonly V1Job[] {
    if (this.marked.size > 0) return this.view.jobs.filter((job) => this.marked.has(job.job_id));
    const job = this.pane === 'tree' ? this.tree[this.treeCursor]?.job : this.selected;
    return job ? [job] : [];
  }

  /** Keeps the cursor of a pane in sight, once the drawing knows how many lines there are. */
  scroll(pane: JobPane, cursor: number, room: number, length: number): number {
    const lastTop = Math.max(0, length - room);
    const top = Math.min(Math.max(this.tops[pane], cursor - room + 1), cursor, lastTop);
    this.tops[pane] = Math.max(0, top);
    return this.tops[pane];
  }

  #treeOf(job: V1Job): readonly TreeLine[] {
    return treeLines(job, this.view.jobs, this.options.theme.glyphs);
  }

  protected update(data: JobList): void {
    this.view.update(data, this.context);
    this.#keepSelection();
    if (this.marked.size > 0) this.#dropLostMarks();
  }

  /** After the rows changed: the same job stays selected, or what took its place. */
  #keepSelection(): void {
    const found = this.selectedId === undefined ? -1 : this.view.indexOf(this.selectedId, this.cursor);
    this.#select(found >= 0 ? found : Math.min(this.cursor, this.view.length - 1));
  }

  #dropLostMarks(): void {
    const known = new Set(this.view.jobs.map((job) => job.job_id));
    for (const id of this.marked) if (!known.has(id)) this.marked.delete(id);
  }

  #select(index: number): void {
    this.cursor = Math.max(0, Math.min(index, this.view.length - 1));
    this.selectedId = this.selected?.job_id;
  }

  #setFilter(text: string): void {
    const filter: Filter = parseFilter(text, this.source.user);
    this.filterText = text;
    this.filterProblem = filter.problem;
    if (!filter.matches) return;
    this.view.setFilter(filter.matches);
    this.#keepSelection();
  }

  #answer(question: Question, key: string): void {
    if (question.kind === 'confirm') {
      this.question = undefined;
      if (key === 'y' || key === 'Y' || key === 'enter') void this.#perform(question.action, question.jobs);
      return;
    }
    const { text, before } = question;
    if (key === 'enter' || key === 'esc') {
      this.question = undefined;
      this.#setFilter(key === 'enter' && !this.filterProblem ? text : before);
      return;
    }
    const edited = editLine(text, key);
    this.question = { ...question, text: edited };
    this.#setFilter(edited);
  }

  #ask(action: JobAction): void {
    const { targets } = this;
    if (targets.length > 0) this.question = { kind: 'confirm', action, jobs: targets };
  }

  async #perform(action: JobAction, jobs: readonly V1Job[]): Promise<void> {
    const say = (text: string, failed = false) => this.#say(text, failed);
    say(
      `${ACTIONS[action].doing} ${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}${this.options.theme.glyphs.ellipsis}`,
    );
    const outcome = await performAction(this.source, action, jobs);
    for (const job of jobs) this.marked.delete(job.job_id);
    say(outcome.text, outcome.failed);
    void this.poller.refresh();
  }

  #say(text: string, failed: boolean): void {
    this.message = { text, failed };
    clearTimeout(this.#messageTimer);
    this.#messageTimer = setTimeout(() => {
      this.message = undefined;
      this.changed();
    }, MESSAGE_STAYS);
    this.changed();
  }

  #open(pane: JobPane): void {
    if (pane === this.pane) return;
    this.#panesBefore.push(this.pane);
    this.tops[pane] = 0;
    this.pane = pane;
  }

  #back(): void {
    if (this.pane === 'output') this.tail.close();
    this.pane = this.#panesBefore.pop() ?? 'table';
  }

  /** Moves the cursor of the pane, or its lines where it has no cursor. */
  #move(by: number): void {
    if (this.pane === 'table' || (this.pane === 'detail' && this.beside && Math.abs(by) === 1)) {
      this.#select(this.cursor + by);
      return;
    }
    switch (this.pane) {
      case 'tree':
        this.treeCursor = Math.max(0, Math.min(this.treeCursor + by, this.tree.length - 1));
        return;
      case 'columns':
        this.columns.move(by);
        return;
      default: {
        const length = { output: this.outputLines, detail: this.detail, help: this.help }[this.pane].length;
        const lastTop = Math.max(0, length - this.room);
        const top = Math.max(0, Math.min(this.tops[this.pane] + by, lastTop));
        this.tops[this.pane] = top;
        if (this.pane === 'output') this.following = top === lastTop && by > 0;
      }
    }
  }

  #openOutput(stream: OutputStream): void {
    const job = this.pane === 'output' ? this.tail.job : this.targetOfLook;
    if (!job) return;
    this.tail.open(job, stream);
    this.following = true;
    this.#open('output');
  }

  /** The job a closer look is about: in the tree the one under the cursor. */
  get targetOfLook(): V1Job | undefined {
    return this.pane === 'tree' ? (this.tree[this.treeCursor]?.job ?? this.selected) : this.selected;
  }

  readonly #commands: Readonly<Record<JobCommand, () => void>> = {
    ...this.viewCommands,
    up: () => this.#move(-1),
    down: () => this.#move(1),
    pageUp: () => this.#move(-this.room),
    pageDown: () => this.#move(this.room),
    first: () => this.#move(Number.NEGATIVE_INFINITY),
    last: () => this.#move(Number.POSITIVE_INFINITY),
    mark: () => {
      const [job] = this.pane === 'tree' ? [this.tree[this.treeCursor]?.job] : [this.selected];
      if (!job) return;
      if (!this.marked.delete(job.job_id)) this.marked.add(job.job_id);
      if (this.pane === 'table') this.#move(1);
    },
    markAll: () => {
      if (this.marked.size > 0) this.marked.clear();
      else for (const job of this.view.rows()) this.marked.add(job.job_id);
    },
    cancel: () => this.#ask('cancel'),
    hold: () => this.#ask('hold'),
    release: () => this.#ask('release'),
    requeue: () => this.#ask('requeue'),
    detail: () => {
      const job = this.targetOfLook;
      if (!job) return;
      if (this.pane === 'tree') {
        const index = this.view.indexOf(job.job_id, this.cursor);
        if (index < 0) return this.#say('The filter hides that job.', false);
        this.#select(index);
      }
      if (this.pane === 'detail') this.#back();
      else this.#open('detail');
    },
    standardOutput: () => this.#openOutput('stdout'),
    standardError: () => this.#openOutput('stderr'),
    tree: () => {
      if (!this.selected) return;
      if (this.pane === 'tree') return this.#back();
      this.treeCursor = 0;
      this.#open('tree');
    },
    filter: () => {
      this.question = { kind: 'filter', text: this.filterText, before: this.filterText };
    },
    nextSort: () => {
      const { shown } = this.columns;
      const [first] = this.view.sort;
      const column = shown[((first ? shown.indexOf(first.column) : -1) + 1) % shown.length]!;
      this.#sortBy([{ column, descending: false }]);
    },
    reverseSort: () =>
      this.#sortBy(this.view.sort.map(({ column, descending }) => ({ column, descending: !descending }))),
    columns: () => {
      this.columns.cursor = 0;
      this.#open('columns');
    },
    toggleColumn: () => {
      this.columns.toggle();
      // What a new column tells may not be here yet.
      if (!areWatched(this.columns.shown)) void this.poller.refresh();
    },
    columnUp: () => this.columns.shift(-1),
    columnDown: () => this.columns.shift(1),
    follow: () => {
      this.following = !this.following;
    },
    wrap: () => {
      this.wrap = !this.wrap;
    },
    copy: () => {
      const job = this.targetOfLook;
      if (!job) return;
      this.options.copy?.(jobIdText(job));
      this.#say(`Copied ${jobIdText(job)}.`, false);
    },
    help: () => this.#open('help'),
    back: () => {
      if (this.pane !== 'table') this.#back();
      else if (this.filterText !== '') this.#setFilter('');
      else this.marked.clear();
    },
    quit: () => {
      if (this.pane === 'table') this.exit(0);
      else this.#back();
    },
  };

  #sortBy(sort: readonly SortField[]): void {
    this.view.setSort(sort);
    this.#keepSelection();
  }
}
