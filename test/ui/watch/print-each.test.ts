import { describe, expect, it } from 'vitest';
import { printEach } from '../../../src/ui/watch/print-each.ts';
import { canShowScreen } from '../../../src/ui/watch/screen-ability.ts';

describe('printEach', () => {
  it('prints a plain table each time, complains once of a daemon that is away, and goes on', async () => {
    const ended = new AbortController();
    const printed: string[] = [];
    const complaints: string[] = [];
    let turn = 0;
    await printEach(
      async () => {
        turn += 1;
        if (turn === 2 || turn === 3) throw new Error('away');
        if (turn === 4) ended.abort();
        return ['JOBID', String(turn)];
      },
      {
        interval: 0,
        signal: ended.signal,
        print: (line) => printed.push(line),
        complain: (line) => complaints.push(line),
      },
    );
    expect(printed.filter((line) => !/\d{4} \d\d:/.test(line))).toEqual(['JOBID', '1', '', 'JOBID', '4', '']);
    expect(complaints).toEqual(['away']);
  });
});

describe('canShowScreen', () => {
  const terminal = { isTTY: true };

  it.each([
    ['a terminal', terminal, terminal, { TERM: 'xterm' }, true],
    ['a pipe', terminal, {}, { TERM: 'xterm' }, false],
    ['no keyboard', {}, terminal, { TERM: 'xterm' }, false],
    ['a dumb terminal', terminal, terminal, { TERM: 'dumb' }, false],
    ['a screen reader', terminal, terminal, { TERM: 'xterm', INK_SCREEN_READER: 'true' }, false],
  ])('%s', (_, stdin, stdout, env, able) => {
    expect(canShowScreen({ stdin, stdout }, env)).toBe(able);
  });
});
