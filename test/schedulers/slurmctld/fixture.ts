import { readFileSync } from 'node:fs';
import { decodeFrame, type Reply } from '../../../src/schedulers/slurmctld/wire/frame.ts';

/** Protocol versions there are recorded replies of. */
export const VERSIONS = [36, 37, 38, 39, 40, 41, 42, 43, 44, 45];

export type FixtureName =
  | 'jobs'
  | 'nodes'
  | 'partitions'
  | 'reservations'
  | 'licenses'
  | 'configuration'
  | 'statistics';

/** A reply as a real controller sent it, behind its length word; see record-fixtures.ts. */
export function fixtureBytes(version: number, name: FixtureName): Buffer {
  return readFileSync(new URL(`fixtures/pv${version}-${name}.bin`, import.meta.url));
}

export function fixture(version: number, name: FixtureName): Reply {
  return decodeFrame(fixtureBytes(version, name));
}
