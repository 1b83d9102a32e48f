import { describe, expect, it } from 'vitest';
import { columnByName } from '../../../src/ui/squeue/columns.ts';
import { cellContext } from '../../../src/ui/squeue/listing.ts';
import { textWidth, toWidth } from '../../../src/ui/text-width.ts';
import { detailLines } from '../../../src/ui/watch/job-detail.ts';
import { appendOutput, emptyOutput, outputRows } from '../../../src/ui/watch/job-output.ts';
import { treeLines } from '../../../src/ui/watch/job-tree.ts';
import { rpcRows } from '../../../src/ui/watch/rpc-table.ts';
import { sparkline } from '../../../src/ui/watch/sparkline.ts';
import { chooseTheme } from '../../../src/ui/watch/theme.ts';
import { layoutColumns, WATCH_COLUMNS } from '../../../src/ui/watch/watch-columns.ts';
import { FIXTURE_JOBS, NOW } from './fixture-jobs.ts';

const jobOf = (id: number) => FIXTURE_JOBS.find((job) => job.job_id === id)!;
const glyphs = chooseTheme({ LANG: 'C' }).glyphs;

describe('treeLines', () => {
  const tree = (id: number, jobs = FIXTURE_JOBS) =>
    treeLines(jobOf(id), jobs, glyphs).map((line) => line.text);

  it('shows what a job waits for, and what that waits for', () => {
    expect(tree(404)).toEqual([
      '404 PD plot (Dependency)',
      '',
      'Waits for',
      '|- afterok 403 PD simulate (Dependency)',
      '|  `- afterok 402 R prepare host9',
      '`- afterany 118+0 PD test18.1 (Priority)',
      '',
      'No job waits for it.',
    ]);
  });

  it('shows who waits for a job, all the way up', () => {
    expect(tree(402).slice(-3)).toEqual([
      'Waited for by',
      '`- afterok 403 PD simulate (Dependency)',
      '   `- afterok 404 PD plot (Dependency)',
    ]);
  });

  it('gathers the records of an array and the components of a het job', () => {
    expect(tree(1728).slice(2, 6)).toEqual([
      'Array 1202: 3 records',
      '|- 1202_[528-1000%2] PD sweep (Resources)',
      '|- 1202_526 R sweep host[1-4]',
      '`- 1202_527 R sweep host[5-8]',
    ]);
    expect(tree(119)).toContain('|- 118+0 PD test18.1 (Priority)');
  });

  it('ends where jobs wait for each other, or for what is forgotten', () => {
    const circle = [
      { ...jobOf(403), dependency: 'afterany:404,afterok:7' },
      { ...jobOf(404), dependency: 'afterany:403,singleton' },
    ];
    const lines = treeLines(circle[0]!, circle, glyphs).map((line) => line.text);
    expect(lines).toContain('`- afterok 7 (no longer known)');
    expect(lines).toContain('|  `- singleton');
    expect(lines.length).toBeLessThan(14);
  });
});

describe('detailLines', () => {
  it('tells everything that is set, and nothing that is not', () => {
    const context = { ...cellContext({}, NOW), unset: '' };
    const lines = detailLines({ ...jobOf(402), comment: 'look\nhere' }, context);
    expect(lines).toContainEqual({ label: 'TimeUsed', value: '12:34' });
    expect(lines).toContainEqual({ label: 'comment', value: 'look?here' });
    expect(
      lines.some(({ value }) => (value === '' || value === undefined ? false : /^(N\/A|\{\})$/.test(value))),
    ).toBe(false);
    expect(lines.map(({ label }) => label)).not.toContain('Dependency');
  });
});

describe('the output of a job', () => {
  const piece = (text: string, next: number) => ({ text, next, name: 'out' });

  it('grows, is made safe, and shows the last of overwritten lines', () => {
    const first = appendOutput(emptyOutput('stdout'), piece('a\tb\n10%\r20%\r30%\n\u001b[31mre', 20));
    const second = appendOutput(first, piece('d\u001b[0m\nopen', 40));
    expect(outputRows(second, 80, false)).toEqual(['a       b', '30%', 'red', 'open']);
    expect(appendOutput(second, piece('', 40))).toBe(second);
  });

  it('begins anew when the file did', () => {
    const first = appendOutput(emptyOutput('stdout'), piece('old\n', 100));
    expect(outputRows(appendOutput(first, piece('new\n', 4)), 80, false)).toEqual(['new']);
  });

  it('wraps at the width, wide characters too', () => {
    const output = appendOutput(emptyOutput('stdout'), piece('abcdefgh\n解析解析\n', 1));
    expect(outputRows(output, 5, true)).toEqual(['abcde', 'fgh', '解析', '解析']);
  });
});

describe('layoutColumns', () => {
  const layout = (width: number) =>
    layoutColumns(WATCH_COLUMNS, (column) => Math.max(column.header.length, 8), width).map(
      ({ column }) => column.name,
    );

  it('drops columns by importance and keeps their order', () => {
    expect(layout(300)).toEqual(WATCH_COLUMNS.map((column) => column.name));
    expect(layout(78)).toEqual([
      'JobArrayId',
      'Partition',
      'Name',
      'UserName',
      'StateCompact',
      'TimeUsed',
      'NumNodes',
      'ReasonList',
    ]);
    expect(layout(30)).toEqual(['JobArrayId', 'StateCompact', 'ReasonList']);
    expect(layout(5)).toEqual(['JobArrayId']);
  });

  it('never takes more than there is, and gives the last column what is left', () => {
    for (const width of [5, 20, 40, 78, 120, 200]) {
      const shown = layoutColumns(WATCH_COLUMNS, () => 12, width);
      const total = shown.reduce((sum, column) => sum + column.width + 1, -1);
      expect(total).toBeLessThanOrEqual(width);
    }
    const one = layoutColumns([columnByName('Name')!], () => 4, 50);
    expect(one[0]?.width).toBe(50);
  });
});

describe('text', () => {
  it('is brought to a width in columns of the terminal', () => {
    expect(toWidth('解析', 5)).toBe('解析 ');
    expect(toWidth('解析解析', 5, 'left', '…')).toBe('解析…');
    expect(toWidth('überlauf', 4, 'right')).toBe('über');
    expect(textWidth(toWidth('a解b', 3, 'right'))).toBe(3);
  });

  it('of values is a row of bars', () => {
    expect(sparkline([0, 1, 2, 4], 6, '_.-=')).toBe('  _.-=');
    expect(sparkline([0, 0], 2, '_=')).toBe('__');
  });
});

describe('rpcRows', () => {
  const before = [{ name: 'PING', id: 1, count: 5, total_time: 50 }];
  const now = [
    { name: 'PING', id: 1, count: 8, total_time: 80 },
    { name: 'JOBS', id: 2, count: 1, total_time: 900 },
  ];

  it('counts since the figures before, from zero after a reset', () => {
    expect(rpcRows(now, before, 'growth', false).map((row) => [row.name, row.growth])).toEqual([
      ['PING', 3],
      ['JOBS', 1],
    ]);
    expect(rpcRows(before, now, 'name', false)[0]?.growth).toBe(5);
    expect(rpcRows(now, undefined, 'total', false).map((row) => [row.name, row.growth])).toEqual([
      ['JOBS', undefined],
      ['PING', undefined],
    ]);
  });
});
