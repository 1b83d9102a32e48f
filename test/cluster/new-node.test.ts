import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClusterEngine } from './engine.ts';
import { restartWith, withParameters } from './reconfigured.ts';
import { type Asked, askOurs, askTheirs } from './side-by-side.ts';
import { cluster, eventually, slurm } from './slurm.ts';
import { type Answered, Differences } from './versioned/compare.ts';

/** Where slurmrestd can make nodes. */
const VERSIONS = cluster.version === '26.05' ? [44, 45] : [];

let putBack: (() => Promise<void>) | undefined;

beforeAll(async () => {
  if (VERSIONS.length > 0) {
    putBack = await restartWith((conf) => withParameters(conf, { MaxNodeCount: '20' }));
    await eventually('slurmctld is there again', async () =>
      (await slurm('scontrol', ['ping'])).includes('UP'),
    );
  }
}, 600_000);
afterAll(async () => {
  await putBack?.();
}, 600_000);

// Where slurmrestd makes no nodes there is nothing to compare.
test.skipIf(VERSIONS.length > 0)('versions to compare', () => {
  expect(cluster.version).not.toBe('26.05');
});

test.each(VERSIONS)(
  'nodes a table has room for are made and taken away as by slurmrestd in v0.0.%i',
  async (version) => {
    // To slurmctld a new node is no change of the partitions it is in; only a first question is told of it.
    const ours = await openClusterEngine();
    const all = new Differences();
    const base = `/slurm/v0.0.${version}`;
    const as = 'root';
    const made = (name: string) => `NodeName=${name} CPUs=2 RealMemory=100 State=CLOUD Feature=made`;
    const steps = (name: string): Asked[] => [
      { method: 'POST', path: `${base}/new/node`, body: { node_conf: made(name) }, as },
      { path: `${base}/node/${name}`, as },
      { method: 'POST', path: `${base}/new/node`, body: { node_conf: made(name) }, as },
      { method: 'DELETE', path: `${base}/node/${name}`, as },
      { method: 'DELETE', path: `${base}/node/${name}`, as },
    ];
    const nameless = (answer: Answered): Answered => ({
      ...answer,
      body: JSON.parse(JSON.stringify(answer.body).replaceAll(/made(theirs|ours)/g, 'made')),
    });
    const [theirs, own] = [steps(`madetheirs${version}`), steps(`madeours${version}`)];
    for (const [at, asked] of theirs.entries()) {
      const name = `${asked.method ?? 'GET'} ${asked.path.replace(/made\w+/, 'made')} ${at}`;
      all.compare(name, nameless(await askTheirs(asked)), nameless(await askOurs(ours, own[at]!)));
    }
    await ours.close();
    expect(all.found).toEqual([]);
    expect(all.compared).toBeGreaterThan(80);
  },
);
