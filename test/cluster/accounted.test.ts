import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANGES, LEFT } from './accounted/changes.ts';
import { emptyAccounting, fillAccounting } from './accounted/fill.ts';
import { JOB_CHANGES, type OwnJobs, onJobs, ownJobs, traceOf, withoutJobs } from './accounted/job-changes.ts';
import { withoutPointers } from './accounted/pointers.ts';
import { POSTS, TRACES } from './accounted/posts.ts';
import { ACCOUNTING_READS } from './accounted/requests.ts';
import { type ClusterEngine, openClusterEngine } from './engine.ts';
import { askOurs, askTheirs } from './side-by-side.ts';
import { cluster, slurm } from './slurm.ts';
import { type Answered, compareSettled, Differences } from './versioned/compare.ts';

/** The versions slurmrestd of each release serves, of those we do. */
const VERSIONS: Readonly<Record<string, readonly number[]>> = { '24.11': [42], '26.05': [42, 43, 44, 45] };

let ours: ClusterEngine;
/** Compared values and accepted differences of each version, for docs/COMPATIBILITY.md. */
const counted = new Map<number, { compared: number; accepted: number }>();

function count(version: number, { compared, acceptedCount }: Differences): void {
  process.stderr.write(`v0.0.${version}: ${compared} values compared, ${acceptedCount} accepted\n`);
  const before = counted.get(version) ?? { compared: 0, accepted: 0 };
  counted.set(version, { compared: before.compared + compared, accepted: before.accepted + acceptedCount });
}

beforeAll(async () => {
  ours = await openClusterEngine();
  if (process.env['SLURM_TEST_ZOO'] !== 'kept') await fillAccounting();
}, 600_000);
afterAll(async () => {
  await ours.close();
  if (process.env['SLURM_TEST_ZOO'] !== 'kept') await emptyAccounting();
  if (process.env['SLURM_TEST_MEASURED'] !== '1') return;
  const file = new URL(`accounted/measured-${cluster.version}.json`, import.meta.url);
  const all = [...counted].map(([version, counts]) => ({
    release: cluster.version,
    version: `v0.0.${version}`,
    ...counts,
  }));
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}, 600_000);

// Where slurmrestd serves none of the versions there is nothing to compare.
test.skipIf(VERSIONS[cluster.version])('versions to compare', () => {
  expect(VERSIONS[cluster.version]).toBeUndefined();
});

/** Asks on records of its own, which are there before and gone after. */
async function onOwn(
  before: readonly (readonly string[])[],
  ask: () => Promise<Answered>,
): Promise<Answered> {
  for (const added of before) await slurm('sacctmgr', ['-i', 'add', ...added]);
  const answer = await ask();
  if (before.length === 0) return answer;
  for (const left of LEFT) await slurm('sacctmgr', ['-i', 'delete', ...left]).catch(() => {});
  return answer;
}

/** Asks, and tells what the storage has then as well; nothing of it is left. */
async function onTrace(
  before: readonly (readonly string[])[],
  path: string,
  ask: () => Promise<Answered>,
): Promise<{ readonly answer: Answered; readonly trace: Answered }> {
  const { left, show } = TRACES[path]!;
  for (const added of before) await slurm('sacctmgr', ['-i', 'add', ...added]);
  const answer = await ask();
  const trace = await slurm('sacctmgr', ['-nP', 'list', ...show]);
  for (const one of left) await slurm('sacctmgr', ['-i', 'delete', ...one]).catch(() => {});
  return { answer, trace: { status: 0, type: '', body: trace } };
}

describe.each(VERSIONS[cluster.version] ?? [])(
  `accounting in v0.0.%i, Slurm ${cluster.version}`,
  (version) => {
    test('what is read is what slurmrestd answers', async () => {
      const all = new Differences();
      for (const { path, as = 'alice', crashes } of ACCOUNTING_READS) {
        if (crashes === cluster.version) continue;
        const asked = { path: path.replace('V', `v0.0.${version}`), as };
        const name = `GET ${path} ${as} ${cluster.version}`;
        const one = await compareSettled(
          async (found) =>
            found.compare(name, withoutPointers(await askTheirs(asked)), await askOurs(ours, asked)),
          // slurmdbd hears of jobs some time after slurmctld.
          () => sleep(1000),
        );
        all.add(one);
      }
      count(version, all);
      expect(all.found.slice(0, 40)).toEqual([]);
    }, 600_000);

    test('what is changed is answered as slurmrestd answers', async () => {
      const all = new Differences();
      for (const { method, path, as = 'root', body, before } of CHANGES) {
        const asked = { method, path: `/slurmdb/v0.0.${version}/${path}`, as, body };
        const theirs = withoutPointers(await onOwn(before, () => askTheirs(asked)));
        const name = `${method} ${path} ${as} ${cluster.version}`;
        all.compare(name, theirs, await onOwn(before, () => askOurs(ours, asked)));
      }
      count(version, all);
      expect(all.found.slice(0, 40)).toEqual([]);
    }, 600_000);

    test('what is added or changed is answered as slurmrestd answers, and is there then', async () => {
      const all = new Differences();
      for (const { method, path, as = 'root', body, before } of POSTS) {
        const asked = { method, path: `/slurmdb/v0.0.${version}/${path}`, as, body };
        const theirs = await onTrace(before, path, () => askTheirs(asked));
        const own = await onTrace(before, path, () => askOurs(ours, asked));
        const name = `${method} ${path} ${JSON.stringify(body)} ${as} ${cluster.version}`;
        all.compare(name, withoutPointers(theirs.answer), own.answer);
        all.compare(`${name}: what is there`, theirs.trace, own.trace);
      }
      count(version, all);
      expect(all.found.slice(0, 60)).toEqual([]);
    }, 600_000);

    test.runIf(version >= 44)(
      'jobs that are over are changed as slurmrestd changes them',
      async () => {
        const all = new Differences();
        const [theirs, own] = [await ownJobs(), await ownJobs()];
        for (const { path, body, as = 'root' } of JOB_CHANGES) {
          const on = (jobs: OwnJobs) => ({
            method: 'POST',
            path: `/slurmdb/v0.0.${version}/${onJobs(path, jobs)}`,
            as,
            body: body === undefined ? undefined : onJobs(JSON.stringify(body), jobs),
          });
          const name = `POST ${path} ${JSON.stringify(body)} ${as} ${cluster.version}`;
          all.compare(
            name,
            withoutJobs(await askTheirs(on(theirs))),
            withoutJobs(await askOurs(ours, on(own))),
          );
          all.compare(`${name}: what is there`, await traceOf(theirs), await traceOf(own));
        }
        count(version, all);
        expect(all.found.slice(0, 60)).toEqual([]);
      },
      600_000,
    );
  },
);
