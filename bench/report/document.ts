import { formatFigure, median, withUnit } from './figure.ts';
import type { Goal, Picture, Recorded, Table } from './report.ts';

/** docs/PERFORMANCE.md, of the records of its parts. */
export function document(parts: readonly Recorded[]): string {
  return [
    '# Performance',
    '<!-- Generated: `npm run bench`. -->',
    'Medians, with the lowest and highest round in brackets. What is compared was measured in turns, in one run on one machine: ratios count, the figures themselves are that machine’s.',
    '## Goals',
    goalTable(parts),
    ...parts.flatMap(section),
  ]
    .join('\n\n')
    .concat('\n');
}

function goalTable(parts: readonly Recorded[]): string {
  const rows = parts.flatMap(({ goals }) =>
    goals.map((goal) => [goal.text, wanted(goal), formatFigure(goal.figure), isReached(goal) ? '✅' : '❌']),
  );
  return markdownTable(['what', 'goal', 'measured', ''], rows);
}

function wanted({ atLeast, atMost, figure: { unit } }: Goal): string {
  return [
    ...(atLeast === undefined ? [] : [`≥ ${withUnit(atLeast, unit)}`]),
    ...(atMost === undefined ? [] : [`≤ ${withUnit(atMost, unit)}`]),
  ].join(', ');
}

function isReached({ figure, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Goal) {
  const value = median(figure);
  return value >= atLeast && value <= atMost;
}

function section({ title, text, measured, tables, pictures }: Recorded): string[] {
  const { at, command, machine, load } = measured;
  const day = at.slice(0, 16).replace('T', ' ');
  return [
    `## ${title}`,
    text,
    `Measured on ${day} UTC by \`${command}\`: ${machine}; load average ${load.map((one) => one.toFixed(1)).join(' before, ')} after.`,
    ...tables.flatMap(tableSection),
    ...pictures.map(pictureLink),
  ];
}

function tableSection({ title, text, columns, rows }: Table): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : formatFigure(cell))));
  return [`### ${title}`, ...(text === undefined ? [] : [text]), markdownTable(columns, cells)];
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function pictureLink({ name, title }: Picture): string {
  return `![${title}](performance/${name}.svg)`;
}
