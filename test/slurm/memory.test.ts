import { expect, test } from 'vitest';
import { parseMemory } from '../../src/slurm/memory.ts';

test.each([
  ['4000', 4000],
  ['512M', 512],
  ['512MB', 512],
  ['1025K', 2],
  ['16g', 16_384],
  ['2T', 2_097_152],
  ['0', 0],
])('%s is %d MiB', (text, mib) => expect(parseMemory(text)).toBe(mib));

test.each(['', 'G', '4X', '-1', '1.5G', '4 G G', '99999999999999999T'])('%j is no size', (text) =>
  expect(parseMemory(text)).toBeUndefined(),
);
