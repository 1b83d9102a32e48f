import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { writeSingly } from '../../src/server/write-singly.ts';

/** Pieces as the operating system would get them, a list for each call. */
function recorder(): { stream: Duplex; calls: string[][] } {
  const calls: string[][] = [];
  const stream = new Duplex({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      calls.push([chunk]);
      done();
    },
    writev(chunks, done) {
      calls.push(chunks.map(({ chunk }) => chunk));
      done();
    },
  });
  return { stream, calls };
}

test.each([
  [['head and body', ''], [['head and body']]],
  [['head', 'body'], [['head', 'body']]],
  [['head', 'body', ''], [['head', 'body', '']]],
])('%j goes out as %j', (pieces, expected) => {
  const { stream, calls } = recorder();
  writeSingly(stream);
  stream.cork();
  for (const piece of pieces) stream.write(piece);
  stream.uncork();
  expect(calls).toEqual(expected);
});

test('whoever wrote hears of each piece', async () => {
  const { stream } = recorder();
  writeSingly(stream);
  stream.cork();
  const written = Promise.all(
    ['head', ''].map((piece) => new Promise<void>((resolve) => stream.write(piece, () => resolve()))),
  );
  stream.uncork();
  await written;
});
