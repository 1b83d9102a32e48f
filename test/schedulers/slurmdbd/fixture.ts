import { readFileSync } from 'node:fs';
import { Reader } from '../../../src/schedulers/slurmctld/wire/reader.ts';
import { readList } from '../../../src/schedulers/slurmdbd/connection/ask.ts';
import { LISTS } from '../../../src/schedulers/slurmdbd/messages/lists.ts';
import { decodeAccountingStatistics } from '../../../src/schedulers/slurmdbd/messages/statistics.ts';

/** Protocol versions there are recorded replies of. */
export const VERSIONS = [36, 37, 38, 39, 40, 41, 42, 43, 44, 45];

export type FixtureName =
  | 'jobs'
  | 'users'
  | 'accounts'
  | 'associations'
  | 'qos'
  | 'tres'
  | 'clusters'
  | 'wckeys'
  | 'statistics';

/** The body of a reply as a real slurmdbd sent it; see record-fixtures.ts. */
export function fixtureBytes(version: number, name: FixtureName): Buffer {
  return readFileSync(new URL(`fixtures/pv${version}-${name}.bin`, import.meta.url));
}

/** Decodes the body of a reply. */
export function decode(name: FixtureName, bytes: Buffer, version: number): unknown {
  const reader = new Reader(bytes);
  if (name === 'statistics') return decodeAccountingStatistics(reader);
  const { decoder, size } = LISTS[name];
  return readList<unknown>(reader, name, decoder(version), size);
}
