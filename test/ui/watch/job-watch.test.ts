import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cellContext } from '../../../src/ui/squeue/listing.ts';
import { parseSort } from '../../../src/ui/squeue/sort.ts';
import { JOB_KEYS, type JobPane } from '../../../src/ui/watch/job-keys.ts';
import { JobWatch } from '../../../src/ui/watch/job-watch.ts';
import type { JobWatchOptions } from '../../../src/ui/watch/job-watch-options.ts';
import { chooseTheme } from '../../../src/ui/watch/theme.ts';
import { FIXTURE_JOBS, NOW } from './fixture-jobs.ts';
import { FixtureSource } from './fixture-source.ts';

let watch: JobWatch;
let source: FixtureSource;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

/** Opens the view with its first answer. */
async function open(options: Partial<JobWatchOptions> = {}): Promise<{ readonly ended: Promise<number> }> {
  source = new FixtureSource(FIXTURE_JOBS);
  watch = new JobWatch(source, {
    interval: 1,
    sort: parseSort('i'),
    theme: chooseTheme({ LANG: 'C.UTF-8' }),
    context: (now) => cellContext({}, now),
    clock: () => NOW * 1000,
    ...options,
  });
  const ended = watch.run();
  await vi.advanceTimersByTimeAsync(0);
  return { ended };
}

const press = (...keys: readonly string[]) => {
  for (const key of keys) watch.press(key);
};
const type = (text: string) =>
  press(...[...text].map((character) => (character === ' ' ? 'space' : character)));
const second = () => vi.advanceTimersByTimeAsync(1000);

describe('the selection', () => {
  it('stays with the job when its place changes, and with the place when the job goes', async () => {
    await open();
    press('down', 'down', 'down');
    expect(watch.selected?.job_id).toBe(402);
    source.list = source.list.filter((job) => job.job_id > 118);
    await second();
    expect(watch.selected?.job_id).toBe(402);
    source.list = source.list.filter((job) => job.job_id !== 402);
    await second();
    expect(watch.selected?.job_id).toBe(403);
  });

  it('moves by pages and to both ends, and no further', async () => {
    await open();
    watch.room = 5;
    press('pagedown', 'up');
    expect(watch.cursor).toBe(4);
    press('G', 'down');
    expect(watch.cursor).toBe(FIXTURE_JOBS.length - 1);
    press('g', 'up');
    expect(watch.cursor).toBe(0);
  });
});

describe('actions', () => {
  it('take the selected job only after a yes', async () => {
    await open();
    press('x', 'n', 'h', 'esc');
    expect(source.done).toEqual([]);
    press('h', 'y');
    await second();
    expect(source.done).toEqual(['hold 115']);
    expect(watch.selected?.priority).toBe(0);
    expect(watch.message?.text).toBe('Held 1 job.');
  });

  it('take all that are marked, wherever the cursor is, and unmark them', async () => {
    await open();
    press('space', 'space', 'G', 'r', 'enter');
    await second();
    expect(source.done).toEqual(['requeue 115', 'requeue 118+0']);
    expect(watch.marked.size).toBe(0);
  });

  it('mean the waiting tasks of an array, not those that run', async () => {
    await open();
    type('/_[528');
    press('enter', 'x', 'y');
    await second();
    expect(source.done).toEqual(['cancel 1202_[528-1000]']);
  });

  it('say how many were refused, and why', async () => {
    await open();
    source.refused = 'nate may not cancel job 115.';
    press('space', 'space', 'x', 'y');
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.message).toEqual({
      text: 'Cancelled 0 of 2 jobs. 115: nate may not cancel job 115. (and 1 more)',
      failed: true,
    });
    await vi.advanceTimersByTimeAsync(6000);
    expect(watch.message).toBeUndefined();
  });

  it('forget marks of jobs that are gone', async () => {
    await open();
    press('a');
    expect(watch.marked.size).toBe(FIXTURE_JOBS.length);
    source.list = source.list.slice(0, 2);
    await second();
    expect(watch.marked.size).toBe(2);
    press('a');
    expect(watch.marked.size).toBe(0);
  });
});

describe('the filter', () => {
  it('works while it is typed, keeps the last good one while it is wrong, and is taken back by esc', async () => {
    await open();
    type('/user:me');
    expect(watch.view.rows()).toHaveLength(3);
    press('ctrl-w');
    type('re:(');
    expect(watch.filterProblem).toContain('regular expression');
    expect(watch.view.rows()).toHaveLength(FIXTURE_JOBS.length);
    press('backspace', 'backspace', 'ctrl-u');
    type('state:R');
    press('enter', 'esc');
    expect(watch.filterText).toBe('');
  });

  it('chooses among the jobs the view is about', async () => {
    await open({ select: (job) => job.user_name === 'bob', filter: 'state:R' });
    expect(watch.view.rows().map((job) => job.job_id)).toEqual([411]);
    press('esc');
    expect(watch.view.rows()).toHaveLength(3);
  });
});

describe('order and columns', () => {
  it('goes through the shown columns and turns round', async () => {
    await open();
    press('s', 's');
    expect(watch.view.sort[0]?.column.name).toBe('Name');
    press('S');
    expect(watch.view.sort[0]?.descending).toBe(true);
    expect(watch.view.rows()[0]?.name).toBe('überlauf 解析');
  });

  it('shows, hides and moves columns, but never hides the last one', async () => {
    await open();
    press('c', 'space', 'J');
    const names = () => watch.columns.shown.map((column) => column.name);
    expect(names().slice(0, 2)).toEqual(['Name', 'Partition']);
    press('G', 'space');
    expect(names().at(-1)).toBe(watch.columns.all.at(names().length - 1)?.name);
    press('g', ...Array.from({ length: 40 }, () => 'space'));
    expect(names()).toHaveLength(1);
  });
});

describe('the output of a job', () => {
  it('is followed until one scrolls up, and can be changed to standard error', async () => {
    await open();
    watch.room = 2;
    press('o');
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.outputLines).toEqual(['step 1', 'step 2']);
    source.written += 'step 3\n';
    await second();
    expect(watch.outputLines).toHaveLength(3);
    watch.tops.output = 1;
    press('up');
    expect(watch.following).toBe(false);
    press('e');
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.tail.output).toMatchObject({ stream: 'stderr', name: '/tmp/slurm-115.stderr', lines: [] });
    press('q');
    expect(watch.pane).toBe('table');
  });
});

describe('the keys', () => {
  const panes: readonly JobPane[] = ['table', 'detail', 'output', 'tree', 'columns', 'help'];

  it.each(panes)('are each for one thing in the %s pane', (pane) => {
    const keys = JOB_KEYS.filter((group) => group.panes.includes(pane)).flatMap((group) =>
      group.bindings.flatMap((binding) => binding.keys),
    );
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('are all on the help page', async () => {
    await open();
    for (const { help } of JOB_KEYS.flatMap((group) => group.bindings)) {
      expect(watch.help.some((line) => line.endsWith(help))).toBe(true);
    }
  });

  it('copy, pause, and quit with 0 or 130', async () => {
    const copied: string[] = [];
    const suspend = vi.fn();
    const { ended } = await open({ copy: (text) => copied.push(text), suspend });
    press('y', 'p', 'ctrl-z', '?', 'q', 'q');
    expect(copied).toEqual(['115']);
    expect(watch.poller.state.paused).toBe(true);
    expect(suspend).toHaveBeenCalledOnce();
    expect(await ended).toBe(0);
    watch.stop();
    const again = await open();
    press('ctrl-c');
    expect(await again.ended).toBe(130);
  });
});
