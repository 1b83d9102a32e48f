import { kt128 } from '@noble/hashes/sha3-addons.js';
import { expect, test } from 'vitest';
import { bodyHash } from '../../../../src/schedulers/slurmctld/auth/body-hash.ts';

test('the hash is KT128, by the first test vector of RFC 9861', () => {
  expect(Buffer.from(kt128(new Uint8Array(), { dkLen: 32 })).toString('hex')).toBe(
    '1ac2d450fc3b4205d19da7bfca1b37513c0803577ac7167f06fe2ce1f0ef39e5',
  );
});

test('it is bound to the message number as well as to the body', () => {
  const hash = bodyHash(1008, 38, Buffer.from('body'));
  expect(hash).toHaveLength(33);
  expect(hash[0]).toBe(2);
  expect(bodyHash(1009, 38, Buffer.from('body'))).not.toEqual(hash);
  expect(bodyHash(1008, 38, Buffer.from('other'))).not.toEqual(hash);
});

test('older daemons get the bare number, low byte first', () => {
  expect([...bodyHash(2003, 37, Buffer.from('body'))]).toEqual([1, 0xd3, 0x07]);
});
