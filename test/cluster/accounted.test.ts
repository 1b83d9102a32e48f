import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyAccounting, fillAccounting } from './accounted/fill.ts';
import { withoutPointers } from './accounted/pointers.ts';
import { ACCOUNTING_READS } from './accounted/requests.ts';
import { askOurs, askTheirs } from './accounted/side-by-side.ts';
import { type ClusterEngine, openClusterEngine, type User } from './engine.ts';
import { cluster, token } from './slurm.ts';
import { Differences } from './versioned/compare.ts';

/** The versions slurmrestd of each release serves, of those we do. */
const VERSIONS: Readonly<Record<string, readonly number[]>> = { '24.11': [42], '26.05': [42, 43, 44, 45] };

let ours: ClusterEngine;
const tokens: Partial<Record<User, string>> = {};
const counted: object[] = [];

beforeAll(async () => {
  ours = await openClusterEngine();
  for (const user of ['root', 'alice'] as const) tokens[user] = await token(user);
  if (process.env['SLURM_TEST_ZOO'] !== 'kept') await fillAccounting();
}, 600_000);
afterAll(async () => {
  await ours.close();
  if (process.env['SLURM_TEST_ZOO'] !== 'kept') await emptyAccounting();
  if (process.env['SLURM_TEST_MEASURED'] !== '1') return;
  const file = new URL(`accounted/measured-${cluster.version}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(counted, null, 2)}\n`);
}, 600_000);

// Where slurmrestd serves none of the versions there is nothing to compare.
test.skipIf(VERSIONS[cluster.version])('versions to compare', () => {
  expect(VERSIONS[cluster.version]).toBeUndefined();
});

describe.each(VERSIONS[cluster.version] ?? [])(
  `accounting in v0.0.%i, Slurm ${cluster.version}`,
  (version) => {
    test('what is read is what slurmrestd answers', async () => {
      const all = new Differences();
      for (const { path, as = 'alice', crashes } of ACCOUNTING_READS) {
        if (crashes === cluster.version) continue;
        const asked = { path: path.replace('V', `v0.0.${version}`), as };
        const theirs = withoutPointers(await askTheirs(asked, tokens[as]!));
        all.compare(`GET ${path} ${as} ${cluster.version}`, theirs, await askOurs(ours, asked));
      }
      process.stderr.write(
        `v0.0.${version}: ${all.compared} values compared, ${all.acceptedCount} accepted\n`,
      );
      counted.push({
        release: cluster.version,
        version: `v0.0.${version}`,
        compared: all.compared,
        accepted: all.acceptedCount,
      });
      expect(all.found.slice(0, 40)).toEqual([]);
    }, 600_000);
  },
);
