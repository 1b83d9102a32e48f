import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compatibilityPage } from './compatibility.ts';

test('docs/COMPATIBILITY.md is what the endpoints and the accepted differences say', async () => {
  const file = fileURLToPath(new URL('../../../docs/COMPATIBILITY.md', import.meta.url));
  await expect(compatibilityPage()).toMatchFileSnapshot(file);
});
