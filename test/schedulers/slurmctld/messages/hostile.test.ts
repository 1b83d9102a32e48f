import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBuildInfo } from '../../../../src/schedulers/slurmctld/messages/build-info.ts';
import { decodeArrayErrors, decodeSubmitted } from '../../../../src/schedulers/slurmctld/messages/replies.ts';
import { decodeStatistics } from '../../../../src/schedulers/slurmctld/messages/statistics.ts';
import {
  jobFormat,
  LICENSE_FORMAT,
  NODE_FORMAT,
  PARTITION_FORMAT,
  RESERVATION_FORMAT,
} from '../../../../src/schedulers/slurmctld/snapshot/formats.ts';
import type { TableFormat } from '../../../../src/schedulers/slurmctld/snapshot/polled-table.ts';
import { readRecords } from '../../../../src/schedulers/slurmctld/snapshot/record-table.ts';
import { UserNames } from '../../../../src/schedulers/slurmctld/snapshot/user-names.ts';
import { decodeFrame, type Reply } from '../../../../src/schedulers/slurmctld/wire/frame.ts';
import { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { cut, damaged } from '../../damaged-bytes.ts';
import { type FixtureName, fixtureBytes } from '../fixture.ts';
import { testAccounts } from '../test-cluster.ts';

/** The layouts differ most between these. */
const SOME_VERSIONS = [36, 41, 45];

function readTable(format: TableFormat<unknown>) {
  const decoders = new Map(SOME_VERSIONS.map((version) => [version, format.decoder(version)]));
  return ({ body }: Reply, version: number): void => {
    const { count } = format.prefix(body, version);
    readRecords(body, count, version, decoders.get(version)!, undefined);
  };
}

const DECODERS: Record<FixtureName, (reply: Reply, version: number) => void> = {
  jobs: readTable(jobFormat(new UserNames(testAccounts))),
  nodes: readTable(NODE_FORMAT),
  partitions: readTable(PARTITION_FORMAT),
  reservations: readTable(RESERVATION_FORMAT),
  licenses: readTable(LICENSE_FORMAT),
  configuration: ({ body }, version) => void decodeBuildInfo(body, version),
  statistics: ({ body }, version) => void decodeStatistics(body, version, String),
};

/** Passes, or throws what a bad reply throws; anything else fails the test. */
function survives(decode: () => void): void {
  try {
    decode();
  } catch (error) {
    expect(error).toMatchObject({ code: 'REPLY_MALFORMED', status: 502 });
  }
}

describe.each(Object.keys(DECODERS) as FixtureName[])('%s', (name) => {
  const decode = DECODERS[name];

  test.each(SOME_VERSIONS)('cut anywhere, version %i', (version) => {
    for (const bytes of cut(fixtureBytes(version, name))) {
      expect(() => decode(decodeFrame(bytes), version)).toThrow(
        expect.objectContaining({ code: 'REPLY_MALFORMED' }),
      );
    }
  });

  test.each(SOME_VERSIONS)('with some bytes changed, version %i', (version) => {
    fc.assert(
      fc.property(damaged(fixtureBytes(version, name)), (bytes) => {
        survives(() => decode(decodeFrame(bytes), version));
      }),
      { numRuns: 40 },
    );
  });

  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...SOME_VERSIONS), (bytes, version) => {
        const body = new Reader(Buffer.from(bytes));
        survives(() => decode({ version, type: 0, body }, version));
      }),
      { numRuns: 40 },
    );
  });
});

test('small replies of random bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...SOME_VERSIONS), (bytes, version) => {
      survives(() => decodeFrame(Buffer.from(bytes)));
      survives(() => decodeSubmitted(new Reader(Buffer.from(bytes)), version));
      survives(() => decodeArrayErrors(new Reader(Buffer.from(bytes)), version));
    }),
  );
});
