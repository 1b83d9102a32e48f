import { expect, it } from 'vitest';
import { type InkKey, keyNames } from '../../../src/ui/watch/keys.ts';

const NO_KEY: InkKey = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  tab: false,
  backspace: false,
  delete: false,
};

it.each([
  ['a pasted text', 'ab c', ['a', 'b', 'space', 'c']],
  ['a line', 'x\r', ['x', 'enter']],
  ['a key that was held down, on a slow line', '\u007f\u007f\b', ['backspace', 'backspace', 'backspace']],
  ['control characters amid others', 'a\u0015\u0003', ['a', 'ctrl-u', 'ctrl-c']],
])('%s is the keys it is made of', (_, input, names) => {
  expect(keyNames(input, NO_KEY)).toEqual(names);
});

it('a named key is its name', () => {
  expect(keyNames('', { ...NO_KEY, downArrow: true })).toEqual(['down']);
  expect(keyNames('C', { ...NO_KEY, ctrl: true })).toEqual(['ctrl-c']);
});
