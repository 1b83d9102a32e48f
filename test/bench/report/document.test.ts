import { expect, test } from 'vitest';
import { document } from '../../../bench/report/document.ts';
import { figure, formatFigure, median, ratio } from '../../../bench/report/figure.ts';
import { drawPicture } from '../../../bench/report/picture.ts';
import type { Recorded } from '../../../bench/report/report.ts';

test('figures are medians with their spread, compared round by round', () => {
  const [ours, theirs] = [figure('/s', 300, 100, 200), figure('/s', 3, 2, 1)];
  expect(median(ours)).toBe(200);
  expect(formatFigure(ours)).toBe('200/s (100–300)');
  expect(formatFigure(figure('ms', 12_345))).toBe('12,300 ms');
  expect(ratio(ours, theirs).rounds).toEqual([100, 50, 200]);
  expect(formatFigure(ratio(figure('/s', 1), figure('/s', 2), '%'))).toBe('50%');
});

const recorded: Recorded = {
  title: 'Something',
  text: 'As it is.',
  goals: [
    { text: 'fast', figure: figure('×', 4, 6, 5), atLeast: 5 },
    { text: 'small', figure: figure('MiB', 3), atMost: 2 },
  ],
  tables: [{ title: 'Rows', columns: ['what', 'how fast'], rows: [['one', figure('/s', 7)]] }],
  pictures: [
    {
      name: 'growth',
      title: 'Growth & more',
      x: 'jobs',
      y: 'ms',
      lines: [
        {
          name: 'a < b',
          points: [
            [1000, 2],
            [10_000, 25],
          ],
        },
      ],
    },
  ],
  measured: {
    at: '2026-01-02T03:04:05.000Z',
    command: 'npm run bench x',
    machine: 'a machine',
    load: [0.5, 1],
  },
};

test('the document says what was reached, what was measured, where and when', () => {
  const text = document([recorded]);
  expect(text).toContain('| fast | ≥ 5× | 5× (4–6) | ✅ |');
  expect(text).toContain('| small | ≤ 2 MiB | 3 MiB | ❌ |');
  expect(text).toContain('| one | 7/s |');
  expect(text).toContain('Measured on 2026-01-02 03:04 UTC by `npm run bench x`: a machine;');
  expect(text).toContain('![Growth & more](performance/growth.svg)');
});

test('a picture is well-formed, with every point in it', () => {
  const svg = drawPicture(recorded.pictures[0]!);
  expect(svg).toContain('Growth &amp; more');
  expect(svg).toContain('a &lt; b');
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).not.toContain('NaN');
});
