import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import { TestTerminal } from '../../terminal/terminal.ts';

// The program that `npm run build` made, in the hands of each shell.
const PROGRAM = fileURLToPath(new URL('../../../bin/slurmrest.js', import.meta.url));
const TAB = '\t';
const CTRL_U = '\u0015';

let folder: string;
let env: Record<string, string>;

const slurmrest = (...words: string[]) =>
  execFileSync(PROGRAM, words, { env: { ...process.env, ...env }, encoding: 'utf8' });

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'slurmrest-shells-')));
  mkdirSync(path.join(folder, 'bin'));
  symlinkSync(PROGRAM, path.join(folder, 'bin/slurmrest'));
  writeFileSync(path.join(folder, 'array.sh'), '#!/bin/sh\n');
  env = {
    HOME: folder,
    PATH: `${folder}/bin:${process.env['PATH']}`,
    SLURMREST_STATE: path.join(folder, 'state'),
    SLURMREST_COMPLETION_TIMEOUT: '60',
    PS1: '> ',
    PROMPT: '> ',
  };
  slurmrest('submit', '--hold', '--job-name', 'sleeper', '--wrap', 'true');
});
afterAll(() => {
  slurmrest('cancel', '1');
  rmSync(folder, { recursive: true, force: true });
});

const SHELLS = [
  { shell: 'bash', args: ['--norc', '--noprofile', '-i'], load: 'source <(slurmrest completion bash)' },
  { shell: 'zsh', args: ['-f', '-i'], load: 'source <(slurmrest completion zsh)' },
  {
    shell: 'fish',
    args: ['--no-config', '-i', '-C', 'function fish_prompt; echo "> "; end'],
    load: 'slurmrest completion fish | source',
  },
] as const;

test.each(SHELLS)('$shell completes commands, flags, values, files and live names', async (one) => {
  const terminal = new TestTerminal(one.shell, one.args, { columns: 100, rows: 40, env });
  try {
    await terminal.waitFor('>');
    terminal.press(`cd ${folder}; clear; ${one.load}; echo rea''dy`, 'enter');
    await terminal.waitFor(/^ready/m);
    const completes = async (typed: string, wanted: string) => {
      terminal.press(typed, TAB);
      await terminal.waitFor((screen) =>
        screen
          .trimEnd()
          .split('\n')
          .some((line) => line.endsWith(wanted)),
      );
      terminal.press(CTRL_U);
    };
    await completes('slurmrest canc', '> slurmrest cancel');
    await completes('slurmrest show --parti', 'slurmrest show --partition');
    await completes('slurmrest show --states=PEND', '--states=PENDING');
    await completes('slurmrest show -t RUNNING,PEND', '-t RUNNING,PENDING');
    await completes('slurmrest cancel ', 'slurmrest cancel 1');
    await completes('slurmrest show --partition deb', '--partition debug');
    await completes('slurmrest submit --hold arr', '--hold array.sh');
    await completes('slurmrest submit --output=arr', '--output=array.sh');

    // Several: they are listed with what they are.
    terminal.press('slurmrest show node', TAB, TAB);
    await terminal.waitFor(/nodes .*nodes by partition and state/);
    await terminal.waitFor(/node .*all about these nodes/);
  } finally {
    await terminal.close();
  }
});
