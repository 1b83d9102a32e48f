import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ATTEMPTS, attemptsTable } from './attempts/table.ts';
import { type Machine, startMachine } from './attempts/world.ts';

const ROOT = process.getuid?.() === 0;
const DOCUMENT = path.resolve(import.meta.dirname, '../../SECURITY.md');

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
}, 300_000);
afterAll(() => machine.dispose());

for (const [group, attempts] of Object.entries(ATTEMPTS)) {
  // Only root's daemon serves several users.
  const possible = attempts.filter(({ as, root }) => ROOT || (!as && !root));
  const cases = possible.flatMap((attempt) => attempt.over.map((way) => ({ ...attempt, way })));
  describe(group, { timeout: 300_000 }, () => {
    test.each(cases)('$what, over $way: $status', async ({ way, ...attempt }) => {
      const { status, body } = await machine.carryOut(attempt, way);
      expect([status, body]).toEqual([attempt.status, expect.stringContaining(attempt.says ?? '')]);
      if (attempt.never !== undefined) expect(body).not.toContain(attempt.never);
    });
  });
}

test('SECURITY.md shows these attempts; `vitest -u` writes them anew', async () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const current = text.replace(
    /(<!-- attempts -->\n).*?(\n<!-- end -->)/s,
    (_, start, end) => `${start}\n${attemptsTable()}\n${end}`,
  );
  expect(current).toContain(attemptsTable());
  await expect(current).toMatchFileSnapshot(DOCUMENT);
});
