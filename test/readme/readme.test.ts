import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readmeCommands } from './readme-commands.ts';
import { type Leave, ShellSession } from './shell-session.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const RECORDING = path.join(PROJECT, 'docs/readme-session.txt');
/** Whoever changes the README, or what its commands print, makes a new recording: `RECORD_README=1 npx vitest run test/readme`. */
const RECORDS = process.env['RECORD_README'] !== undefined;
const SOCKET = '/tmp/slurmrest.sock';

let folder: string;
let session: ShellSession;

// A new user's home, with the examples of the package and scripts of their own. What `npm install` would put on the
// PATH stands there; no host named "head" answers, and nobody may log in to it.
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'readme-'));
  cpSync(path.join(PROJECT, 'examples'), path.join(folder, 'examples'), { recursive: true });
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    chmodSync(path.join(folder, name), 0o755);
  };
  write('slurmrest', `#!/bin/sh\nexec '${process.execPath}' '${PROJECT}/bin/slurmrest.js' "$@"\n`);
  write('npx', '#!/bin/sh\nexec "$@"\n');
  write('ssh', '#!/bin/sh\necho "ssh: Could not resolve hostname $1" >&2\nexit 255\n');
  write('job.sh', '#!/bin/sh\nhostname\n');
  write('sweep.sh', '#!/bin/sh\necho "task $SLURM_ARRAY_TASK_ID"\n');
  const env = { PATH: `${folder}:/usr/local/bin:/usr/bin:/bin`, SLURMREST_STATE: path.join(folder, 'state') };
  session = new ShellSession(folder, env);
  await session.ready();
}, 60_000);
afterAll(async () => {
  await session.type('kill %1');
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A command as it is typed here, and how it ends where that is not with 0. */
interface Step {
  readonly command: string;
  readonly status?: number;
  readonly leave?: Leave;
  /** What a reader does before it that the README leaves to them. */
  readonly before?: string;
}

const privileged = process.getuid!() === 0 ? ' --allow-root' : '';

/** What differs from the README, and why. */
function stepOf(written: string): Step | undefined {
  // This is a test of that.
  if (written === 'npm cit') return undefined;
  const command = written
    .replace(/^npm install && /, '')
    .replaceAll(SOCKET, `${folder}/slurmrest.sock`)
    .replace('/etc/slurm/cli_filter.lua', 'examples/cli-filter/cli_filter.lua --account physics')
    .replace(/slurmrest serve/, `$&${privileged}`);
  // The scheduler that the first command started has to end before.
  if (command.endsWith('&')) return { command, leave: { at: /took over/ } };
  const screen = (at: RegExp) => ({ command, leave: { at, key: 'q', fullScreen: true } });
  if (/^slurmrest show --watch/.test(command)) return screen(/JobHeldUser/);
  if (/^slurmrest diag --watch/.test(command)) return screen(/JOBS/);
  if (/^slurmrest serve/.test(command))
    return { command, leave: { at: /slurmrest: try: export/, key: 'ctrl-c' } };
  // Until here the state of this machine's own scheduler is kept out of root's; from here on there are names.
  if (/^slurmrest config set hpc/.test(command)) return { command, before: 'unset SLURMREST_STATE' };
  if (command === 'slurmrest whoami') return { command, status: 4 };
  if (/^slurmrest submit --wait --time/.test(command)) return { command, before: 'slurmrest config use lab' };
  if (/^slurmrest show --me --states PD/.test(command))
    return { command, before: 'slurmrest submit --hold job.sh' };
  return { command };
}

/** What the recording has in place of names of this machine: it is read, and compared with, on others. */
function anywhere(text: string): string {
  return text
    .replaceAll(folder, '~')
    .replaceAll(' --allow-root', '')
    .replace(new RegExp(`\\b${hostname()}\\b`, 'g'), 'laptop')
    .replace(new RegExp(`\\b${userInfo().username}\\b`, 'g'), 'ann');
}

/** What each command printed when it was recorded. */
const recording = readRecording(readFileSync(RECORDING, 'utf8'));

function readRecording(text: string): ReadonlyMap<string, readonly string[]> {
  const [, ...parts] = `\n${text}`.split('\n$ ');
  return new Map(
    parts.map((part) => {
      const [typed = '', ...printed] = part.split('\n');
      return [typed, printed];
    }),
  );
}

/**
 * The words of what a command printed: figures differ each time, and what a daemon in the background says, or how a
 * full screen stood, depends on the moment.
 */
function wordsOf(lines: readonly string[]): ReadonlySet<string> {
  const own = lines.filter((line) => !/^(?:\$ |\^C)?slurmrest: |^ {2}\| |^\[1\]/.test(line));
  const text = anywhere(own.join('\n')).replace(/^(Date:) .*/gm, '$1');
  return new Set(text.match(/[A-Za-z_]{3,}/g));
}

const commands = readmeCommands(readFileSync(path.join(PROJECT, 'README.md'), 'utf8'));

test('the README has commands', () => {
  expect(commands.length).toBeGreaterThan(15);
});

test.each(commands)('%s', { timeout: 300_000 }, async (written) => {
  const step = stepOf(written);
  if (!step) return;
  if (step.before !== undefined) expect(await session.type(step.before)).toBe(0);
  const begin = session.recording.length;
  const status = await session.type(step.command, step.leave);
  const printed = session.recording.slice(begin);
  expect(status, printed.join('\n')).toBe(step.status ?? 0);
  // curl counts an answer that is an error as a success.
  expect(printed.join('\n')).not.toContain('"errors":[{');
  if (RECORDS) {
    writeFileSync(RECORDING, `${anywhere(session.recording.join('\n'))}\n`);
    return;
  }
  const [typed = ''] = anywhere(step.command).split('\n');
  const recorded = recording.get(typed);
  expect(recorded, `${typed} is in the recording`).toBeDefined();
  expect([...wordsOf(printed.slice(1))], 'what it printed when it was recorded').toEqual(
    expect.arrayContaining([...wordsOf(recorded!)]),
  );
});
