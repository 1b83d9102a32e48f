import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { canDraw, ProgressDisplay } from '../../../src/ui/progress/display.ts';

/** A terminal, and what it shows. */
function terminal(columns = 40) {
  const screen = new Terminal({ cols: columns, rows: 10, allowProposedApi: true, convertEol: true });
  let written = '';
  const stream = {
    isTTY: true,
    columns,
    write(text: string) {
      written += text;
      screen.write(text);
      return true;
    },
  };
  const lines = async () => {
    await new Promise<void>((resolve) => screen.write('', resolve));
    const buffer = screen.buffer.active;
    const all = Array.from({ length: 10 }, (_, row) => buffer.getLine(row)!.translateToString(true));
    return all.slice(0, all.findLastIndex((line) => line !== '') + 1);
  };
  return { stream, lines, written: () => written };
}

test('lines are drawn over, and leave nothing', async () => {
  const { stream, lines } = terminal();
  stream.write('Submitted batch job 5\n');
  const display = new ProgressDisplay(stream, {});
  display.draw(['Job 5 PENDING'], ['one', 'two']);
  expect(await lines()).toEqual(['Submitted batch job 5', 'Job 5 PENDING', '  one', '  two']);
  display.draw(['Job 5 RUNNING']);
  expect(await lines()).toEqual(['Submitted batch job 5', 'Job 5 RUNNING']);
  display.end();
  display.draw(['too late']);
  stream.write('Job 5 COMPLETED\n');
  expect(await lines()).toEqual(['Submitted batch job 5', 'Job 5 COMPLETED']);
});

test('no line is wider than the terminal', async () => {
  const { stream, lines } = terminal(10);
  const display = new ProgressDisplay(stream, {});
  display.draw(['0123456789'], ['0123456789']);
  display.draw(['abcdefghijklm']);
  expect(await lines()).toEqual(['abcdefghi']);
});

test('the same lines are not written again', () => {
  const { stream, written } = terminal();
  const display = new ProgressDisplay(stream, {});
  display.draw(['x']);
  const once = written();
  display.draw(['x']);
  expect(written()).toBe(once);
});

test('NO_COLOR leaves the colours out', () => {
  const faint = (env: Record<string, string>) => {
    const { stream, written } = terminal();
    new ProgressDisplay(stream, env).draw(['x'], ['y']);
    return written();
  };
  expect(faint({})).toBe('x\n\u001b[2m  y\u001b[22m\n');
  expect(faint({ NO_COLOR: '1' })).toBe('x\n  y\n');
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ CI: 'true' }, true, false],
  [{ CI: 'false' }, true, true],
  [{ INK_SCREEN_READER: 'true' }, true, false],
])('with %j, on a terminal: %s, it draws: %s', (env, isTTY, draws) => {
  expect(canDraw({ ...terminal().stream, isTTY }, env)).toBe(draws);
});
