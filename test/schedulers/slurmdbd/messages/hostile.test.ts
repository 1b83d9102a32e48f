import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { Frames } from '../../../../src/schedulers/slurmdbd/connection/frames.ts';
import { decodeReturnCode } from '../../../../src/schedulers/slurmdbd/messages/return-code.ts';
import { cut, damaged } from '../../damaged-bytes.ts';
import { decode, type FixtureName, fixtureBytes } from '../fixture.ts';

/** The layouts differ most between these. */
const SOME_VERSIONS = [36, 41, 45];
const NAMES: readonly FixtureName[] = [
  'jobs',
  'users',
  'accounts',
  'associations',
  'qos',
  'tres',
  'clusters',
  'wckeys',
  'statistics',
];

/** Passes, or throws what a bad reply throws; anything else fails the test. */
function survives(read: () => void): void {
  try {
    read();
  } catch (error) {
    // The last four bytes of a list are a return code, which may say anything.
    expect(error).toMatchObject({ code: expect.stringMatching(/^(REPLY_MALFORMED|ACCOUNTING_REFUSED)$/) });
  }
}

describe.each(NAMES)('%s', (name) => {
  test.each(SOME_VERSIONS)('cut anywhere, version %i', (version) => {
    for (const bytes of cut(fixtureBytes(version, name))) {
      expect(() => decode(name, bytes, version)).toThrow(
        expect.objectContaining({ code: 'REPLY_MALFORMED' }),
      );
    }
  });

  test.each(SOME_VERSIONS)('with some bytes changed, version %i', (version) => {
    fc.assert(
      fc.property(damaged(fixtureBytes(version, name)), (bytes) => {
        survives(() => decode(name, bytes, version));
      }),
      { numRuns: 40 },
    );
  });

  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...SOME_VERSIONS), (bytes, version) => {
        survives(() => decode(name, Buffer.from(bytes), version));
      }),
      { numRuns: 40 },
    );
  });
});

test('return codes of random bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(1433, 1421, 0), (bytes, type) => {
      survives(() => decodeReturnCode({ type, body: new Reader(Buffer.from(bytes)) }));
    }),
  );
});

describe('frames of a stream', () => {
  const frame = (body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length, 0);
    return Buffer.concat([length, body]);
  };

  test('are put together from whatever pieces they come in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(204)), (body, cuts) => {
        const bytes = frame(Buffer.from(body));
        const places = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort(
          (a, b) => a - b,
        );
        const frames = new Frames();
        const found = places.slice(1).map((end, at) => frames.add(bytes.subarray(places[at], end)));
        expect(found.at(-1)).toEqual(Buffer.from(body));
        expect(found.slice(0, -1).every((one) => one === undefined)).toBe(true);
      }),
    );
  });

  test('of a length no message has are refused at once', () => {
    expect(() => new Frames().add(Buffer.from('ffffffff', 'hex'))).toThrow(
      expect.objectContaining({ code: 'REPLY_MALFORMED' }),
    );
  });

  test('with more behind them answer no question', () => {
    const bytes = Buffer.concat([frame(Buffer.from('one')), Buffer.from('x')]);
    expect(() => new Frames().add(bytes)).toThrow(expect.objectContaining({ code: 'REPLY_MALFORMED' }));
  });
});
