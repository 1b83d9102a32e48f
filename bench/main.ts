// `npm run bench` measures every part that can be measured here, one after the other and each in a process of its
// own, and writes docs/PERFORMANCE.md of what they found. `npm run bench NAME...` measures those, `npm run bench document`
// none; the document then has what the other parts found last, see docs/performance.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { document } from './report/document.ts';
import { describeMachine } from './report/machine.ts';
import { drawPicture } from './report/picture.ts';
import { FOLDER, keep, kept } from './report/records.ts';
import type { Part } from './report/report.ts';

/** In the order of the document. */
const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  http: async () => (await import('./http/part.ts')).http,
  scheduler: async () => (await import('./scheduler/part.ts')).scheduler,
  start: async () => (await import('./start/part.ts')).start,
  watch: async () => (await import('./watch/part.ts')).watch,
};

/** Says that this process is the one of a part. */
const MEASURING = 'SLURMREST_BENCH_MEASURES';

if (process.env[MEASURING]) await measure(process.argv[2]!);
else runAll(process.argv.slice(2));

function runAll(wanted: readonly string[]): void {
  const names = Object.keys(PARTS);
  const unknown = wanted.find((name) => !names.includes(name) && name !== 'document');
  if (unknown !== undefined) {
    tell(`there is no part ${unknown}; there are ${names.join(', ')}, and document`);
    process.exitCode = 2;
    return;
  }
  for (const name of wanted.length > 0 ? wanted.filter((one) => one !== 'document') : names) {
    const env = { ...process.env, [MEASURING]: 'yes' };
    const { status } = spawnSync(process.execPath, [process.argv[1]!, name], {
      env,
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
  write();
}

async function measure(name: string): Promise<void> {
  const part = await PARTS[name]!();
  const problem = part.unavailable();
  if (problem !== undefined) {
    tell(`${name}: left out, ${problem}`);
    return;
  }
  // Servers that were started end with this process, however it ends.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const before = loadavg()[0]!;
  const at = new Date().toISOString();
  const report = await part.measure((text) => tell(`${name}: ${text}`));
  const load = [before, loadavg()[0]!] as const;
  keep(name, {
    ...report,
    measured: { at, command: `npm run bench ${name}`, machine: describeMachine(), load },
  });
}

function write(): void {
  const parts = kept(Object.keys(PARTS));
  mkdirSync(FOLDER, { recursive: true });
  for (const picture of parts.flatMap(({ pictures }) => pictures))
    writeFileSync(path.join(FOLDER, `${picture.name}.svg`), drawPicture(picture));
  writeFileSync('docs/PERFORMANCE.md', document(parts));
  tell('docs/PERFORMANCE.md is written');
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
