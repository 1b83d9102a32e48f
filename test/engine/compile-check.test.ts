import { Type } from '@sinclair/typebox';
import { expect, test } from 'vitest';
import { compileCheck } from '../../src/engine/compile-check.ts';

test('what is refused at first is refused for as long', () => {
  const check = compileCheck(Type.Object({ nodes: Type.Integer({ minimum: 1 }) }));
  for (let times = 0; times < 100; times++) {
    check({ nodes: 1 }, '');
    expect(() => check({ nodes: 0 }, '')).toThrow(/^nodes: must be a whole number from 1 up, not 0/);
  }
});
