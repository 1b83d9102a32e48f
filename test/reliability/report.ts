import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import { drawPicture } from '../../bench/report/picture.ts';
import type { Outcome } from './fault.ts';
import { FLAT_RULE, isFlat, type Memory, type Trend, trendOf } from './soak/samples.ts';
import type { SoakOutcome } from './soak/soak.ts';

const FOLDER = 'docs/reliability';
const REPORT = 'docs/RELIABILITY.md';

/** Where and when something was measured, and how to do it again. */
interface Circumstances {
  readonly command: string;
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly kernel: string;
  readonly processors: string;
  readonly memoryGib: number;
}

/** One measurement as it is kept: faults of a scheduler, or a soak. */
type Measured = Circumstances &
  (
    | { readonly kind: 'faults'; readonly title: string; readonly outcomes: readonly Outcome[] }
    | { readonly kind: 'soak'; readonly outcome: SoakOutcome }
  );

/** Keeps the outcomes of faults, and writes the report anew. */
export function keepFaults(name: string, title: string, command: string, outcomes: readonly Outcome[]): void {
  keep(name, { ...circumstances(command), kind: 'faults', title, outcomes });
}

/** Keeps the outcome of a soak, and writes the report anew. */
export function keepSoak(command: string, outcome: SoakOutcome): void {
  keep('soak', { ...circumstances(command), kind: 'soak', outcome });
}

function keep(name: string, measured: Measured): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${name}.json`), `${JSON.stringify(measured, undefined, 1)}\n`);
  writeReport();
}

/** Writes the report from everything that is kept. */
export function writeReport(): void {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];
  const all = files.map((file) => ({
    file,
    measured: JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Measured,
  }));
  const faults = all.flatMap(({ file, measured }) =>
    measured.kind === 'faults' ? [faultsText(file, measured)] : [],
  );
  const soaks = all.flatMap(({ file, measured }) =>
    measured.kind === 'soak' ? [soakText(file, measured)] : [],
  );
  writeFileSync(REPORT, `${[INTRODUCTION, ...faults, ...soaks].join('\n\n')}\n`);
}

const INTRODUCTION = `# Reliability

What slurmrest promises: **an accepted submission is never lost and never runs twice, an exit code is never made up, and the
daemon never needs a hand to recover.** Below is what was done to break that, how often, and how often it broke. This file is
written by the commands it names from what they measured; the raw figures are in \`docs/reliability/\`.`;

function faultsText(file: string, measured: Measured & { kind: 'faults' }): string {
  const rows = measured.outcomes.map(({ fault, promise, injected, checked, violations }) => {
    const kinds = Object.entries(injected)
      .map(([kind, times]) => `${number(times)} ${kind}`)
      .join(', ');
    const checks = Object.entries(checked)
      .map(([what, times]) => `${what}: ${number(times)}`)
      .join('; ');
    return `| **${fault}**: ${promise} | ${kinds} | ${checks} | ${violations.length} |`;
  });
  const table = [
    '| fault, and what must hold | provoked | looked at | violations |',
    '| --- | --- | --- | ---: |',
    ...rows,
  ];
  return `## ${measured.title}\n\n${circumstancesText(file, measured)}\n\n${table.join('\n')}${violationsText(measured.outcomes)}`;
}

function violationsText(outcomes: readonly Pick<Outcome, 'violations'>[]): string {
  const lines = outcomes.flatMap(({ violations }) =>
    violations.slice(0, 5).map((line) => `- ${line.split('\n')[0]}`),
  );
  return lines.length > 0 ? `\n\nViolations:\n\n${lines.join('\n')}` : '';
}

function soakText(file: string, measured: Measured & { kind: 'soak' }): string {
  const { outcome } = measured;
  const { jobs } = outcome;
  const sum = Object.entries(outcome.requests)
    .filter(([kind]) => !['events told', 'without an answer', 'list: not modified'].includes(kind))
    .reduce((total, [, times]) => total + times, 0);
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([what, times]) => `${what} ${number(times)}`)
      .join(', ');
  const rows: [string, string][] = [
    ['length', `${number(outcome.seconds)} s, ${outcome.clients} clients at a time`],
    ['requests', `${number(sum)}: ${list(outcome.requests)}`],
    [
      'jobs',
      `${number(jobs.accepted)} accepted, of which ${number(jobs.cancelled)} were cancelled; ${number(jobs.unanswered)} submissions got no answer`,
    ],
    ['faults meanwhile', list(outcome.injected)],
    ['looked at', list(outcome.checked)],
    ['violations', String(outcome.violations.length)],
  ];
  for (const { of, name } of MEMORY) {
    const trend = trendOf(outcome.samples, of);
    if (trend) rows.push([`${name} of the daemon that is never killed meanwhile`, trendText(trend)]);
  }
  const judged = trendOf(outcome.samples, 'anonymousKib');
  if (judged) rows.push(['verdict', `**${verdictText(judged)}** ${FLAT_RULE}`]);
  const table = ['| | |', '| --- | --- |', ...rows.map(([what, figure]) => `| ${what} | ${figure} |`)];
  const text = `## Soak\n\n${circumstancesText(file, measured)}\n\n${table.join('\n')}${violationsText([outcome])}`;
  if (outcome.samples.length === 0) return text;
  const picture = file.replace(/json$/, 'svg');
  writeFileSync(path.join(FOLDER, picture), memoryPicture(outcome));
  return `${text}\n\n![Memory of the daemon over time](reliability/${picture})`;
}

/** What there are samples of, and how it is called. */
const MEMORY: readonly { readonly of: Memory; readonly name: string }[] = [
  { of: 'anonymousKib', name: 'anonymous memory' },
  { of: 'filesKib', name: 'pages of files, above all of the store,' },
];

function trendText({ firstMib, seconds, lastMib, mibPerHour, highestMib, samples }: Trend): string {
  return `${firstMib} MiB, after ${number(seconds)} s ${lastMib} MiB; slope ${mibPerHour} MiB an hour, highest ${highestMib} MiB, ${samples} samples after warming up`;
}

function verdictText(trend: Trend): string {
  const flat = isFlat(trend);
  if (flat === undefined) return 'Too short to judge.';
  return flat ? 'Flat.' : 'Not flat.';
}

function memoryPicture({ samples }: SoakOutcome): string {
  return drawPicture({
    name: 'soak',
    title: 'Memory of the daemon',
    x: 'minutes',
    y: 'MiB',
    axes: 'time',
    lines: MEMORY.map(({ of, name }) => ({
      name: name.split(/ of|,/)[0]!,
      points: samples.map((sample) => [sample.at / 60, sample[of] / 1024]),
    })),
  });
}

function circumstancesText(
  file: string,
  { command, date, commit, node, kernel, processors, memoryGib }: Circumstances,
): string {
  return `\`${command}\`, ${date}, commit ${commit}; Node ${node}, Linux ${kernel}, ${processors}, ${memoryGib} GiB of memory, shared with other work. Raw: [${file}](reliability/${file}).`;
}

/** Of the beginning: the tree may go on meanwhile. */
const COMMIT = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

function circumstances(command: string): Circumstances {
  return {
    command,
    date: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    commit: COMMIT,
    node: process.version,
    kernel: release(),
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memoryGib: Math.round(totalmem() / 1024 ** 3),
  };
}

function number(value: number): string {
  return value.toLocaleString('en');
}
