import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v0 } from '../../src/api/v0/index.ts';
import { documents } from '../../src/engine/openapi/documents.ts';
import { conformanceCheck } from '../engine/conformance.ts';
import { ACCOUNTING_READS } from './accounted/requests.ts';
import { type ClusterEngine, openClusterEngine } from './engine.ts';
import { membersOf, type OpenApi, operationIds } from './openapi/members.ts';
import { REASONS } from './openapi/reasons.ts';
import { cluster, sbatch, token } from './slurm.ts';
import { READS } from './versioned/requests.ts';

/** The versions slurmrestd of each release serves, of those we do. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  '24.11': ['v0.0.42'],
  '26.05': ['v0.0.42', 'v0.0.43', 'v0.0.44', 'v0.0.45'],
};

let theirs: OpenApi;
let engine: ClusterEngine;
beforeAll(async () => {
  engine = await openClusterEngine();
  const headers = { 'X-SLURM-USER-NAME': 'alice', 'X-SLURM-USER-TOKEN': await token('alice') };
  theirs = (await (await fetch(`${cluster.slurmrestd}/openapi/v3`, { headers })).json()) as OpenApi;
  await sbatch(['--array=1-3', '--wrap', 'true']);
});
afterAll(() => engine.close());

// Where slurmrestd serves none of the versions there is nothing to compare.
test.skipIf(VERSIONS[cluster.version])('versions to compare', () => {
  expect(VERSIONS[cluster.version]).toBeUndefined();
});

describe.each(VERSIONS[cluster.version] ?? [])(`%s before Slurm ${cluster.version}`, (version) => {
  const document = documents([], v0)(version) as Promise<unknown> as Promise<OpenApi>;

  test("has every operationId of slurmrestd's document", async () => {
    const ours = operationIds(await document, version);
    const lacking = operationIds(theirs, version).filter((id) => !ours.includes(id));
    expect(lacking).toEqual([]);
  });

  test("differs from the members of slurmrestd's schemas for a reason", async () => {
    const ours = membersOf(await document, version);
    const unexplained: string[] = [];
    for (const [member, type] of membersOf(theirs, version)) {
      const own = ours.get(member);
      if (own === type || REASONS.some(({ at, kind }) => at.test(member) && kind(type, own))) continue;
      unexplained.push(`${member}: theirs ${type}, ours ${own ?? 'nothing'}`);
    }
    expect(unexplained).toEqual([]);
  }, 120_000);

  test('its answers are what the document says', async () => {
    const check = conformanceCheck(await document);
    for (const { path, as } of [...READS, ...ACCOUNTING_READS].filter(({ path }) => path.includes('/V/'))) {
      const target = path.replace('V', version);
      const { status, headers, text } = await engine.send('GET', target, { ...(as && { as }) });
      if (text !== '') check('GET', target, { status, headers }, text);
    }
  }, 600_000);
});
