import fc from 'fast-check';

/** The same bytes, some of them another. */
export function damaged(bytes: Buffer): fc.Arbitrary<Buffer> {
  const changes = fc.array(
    fc.tuple(fc.nat(bytes.length - 1), fc.oneof(fc.constantFrom(0, 0xff, 0xfe, 0x7f), fc.nat(255))),
    { minLength: 1, maxLength: 6 },
  );
  return changes.map((list) => {
    const changed = Buffer.from(bytes);
    for (const [at, value] of list) changed[at] = value;
    return changed;
  });
}

/** Beginnings of the bytes: close to the start each, further on fewer. */
export function* cut(bytes: Buffer): Generator<Buffer> {
  for (let end = 0; end < bytes.length; end += 3 + (end >> 4)) yield bytes.subarray(0, end);
}
