import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClusterEngine, openClusterEngine } from './engine.ts';
import { type Asked, askOurs as askOursWith, askTheirs } from './side-by-side.ts';
import { cluster } from './slurm.ts';
import { type Answered, compareSettled, Differences } from './versioned/compare.ts';
import { HOST_LISTS, READS } from './versioned/requests.ts';
import { SCENARIOS, type Scenario } from './versioned/scenarios.ts';
import { HELD, HELD_ARRAY, WRITES } from './versioned/writes.ts';
import { emptyZoo, fillZoo } from './zoo.ts';

/** The versions slurmrestd of each release serves, of those we do. */
const VERSIONS: Readonly<Record<string, readonly number[]>> = { '24.11': [42], '26.05': [42, 43, 44, 45] };

let ours: ClusterEngine;
let zoo: Promise<void> | undefined;

const askOurs = (asked: Asked): Promise<Answered> => askOursWith(ours, asked);

beforeAll(async () => {
  ours = await openClusterEngine();
}, 600_000);
afterAll(async () => {
  await ours.close();
  if (zoo) await emptyZoo();
}, 600_000);

/** The same request on jobs of its own. */
async function onOwnJobs(
  ask: (asked: Asked) => Promise<Answered>,
  base: string,
  { method, path, body }: (typeof WRITES)[number],
): Promise<Answered> {
  const own = new Map<string, string>();
  for (const [name, held] of [
    ['JOB', HELD],
    ['ARRAY', HELD_ARRAY],
  ] as const) {
    if (!path.includes(name) && !JSON.stringify(body ?? '').includes(`"${name}"`)) continue;
    const { body: submitted } = await ask({ method: 'POST', path: `${base}/job/submit`, body: held });
    own.set(name, String((submitted as { job_id: number }).job_id));
  }
  const put = (text: string) => [...own].reduce((left, [name, id]) => left.replace(name, id), text);
  const answer = await ask({
    method,
    path: `${base}/${put(path)}`,
    ...(body !== undefined && { body: JSON.parse(put(JSON.stringify(body))) }),
  });
  // Each has ids of its own, which come again in what is said of them.
  const bare = (text: string) => [...own].reduce((left, [name, id]) => left.replaceAll(id, name), text);
  return {
    ...answer,
    body: JSON.parse(bare(JSON.stringify(answer.body)).replace(/"number":(JOB|ARRAY)/g, '"number":"$1"')),
  };
}

/** A scenario from its first step to its last, with what each was answered. */
async function played(
  ask: (asked: Asked) => Promise<Answered>,
  version: number,
  scenario: Scenario,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  let job = '';
  for (const { method, path, body, as = 'alice', since = 42 } of scenario) {
    if (version < since) continue;
    const put = (text: string) => text.replaceAll('$job', job);
    const answer = await ask({
      method,
      path: `/slurm/v0.0.${version}/${put(path)}`,
      as,
      ...(body !== undefined && { body: JSON.parse(put(JSON.stringify(body))) }),
    });
    const made = (answer.body as { job_id?: unknown }).job_id;
    if (typeof made === 'number') job = String(made);
    const text = JSON.stringify(answer.body);
    answers.push({ ...answer, body: text === undefined ? text : JSON.parse(withoutId(text, job || 'none')) });
  }
  return answers;
}

/** Each side has jobs of its own, whose ids and times come again in what is said of them. */
function withoutId(text: string, id: string): string {
  const time = /"(accrue|eligible|submit|start|end|boot)_time":\{"set":true,"infinite":false,"number":\d+\}/g;
  return (
    text
      .replaceAll(
        new RegExp(`("job_id":(?:\\{"set":true,"infinite":false,"number":)?)${id}\\b`, 'g'),
        '$1"JOB"',
      )
      .replaceAll(new RegExp(`(?<="step_id":"|JobI[dD]=|slurm-)${id}(?=[".+_]|\\b)`, 'g'), 'JOB')
      .replaceAll(/"sluid":"\w+"/g, '"sluid":"SLUID"')
      .replaceAll(time, '"$1_time":"TIME"')
      // A node that was just resumed is asked first whether it is there.
      .replaceAll(',"NOT_RESPONDING"', '')
  );
}

// Where slurmrestd serves none of the versions there is nothing to compare.
test.skipIf(VERSIONS[cluster.version])('versions to compare', () => {
  expect(VERSIONS[cluster.version]).toBeUndefined();
});

describe.each(VERSIONS[cluster.version] ?? [])(`v0.0.%i before Slurm ${cluster.version}`, (version) => {
  test.each(Object.entries(SCENARIOS))(
    '%s are answered as slurmrestd answers',
    async (name, scenario) => {
      const all = new Differences();
      const theirs = await played(askTheirs, version, scenario);
      const answers = await played(askOurs, version, scenario);
      const steps = scenario.filter(({ since = 42 }) => version >= since);
      for (const [at, { method, path, body, as }] of steps.entries()) {
        const asked = `${method} ${path} ${JSON.stringify(body ?? '').slice(0, 200)} as ${as}`;
        all.compare(asked, theirs[at]!, answers[at]!);
      }
      process.stderr.write(`v0.0.${version}: ${all.compared} values of ${name} compared\n`);
      count(version, all);
      expect(all.found).toEqual([]);
    },
    600_000,
  );
});

describe.each(VERSIONS[cluster.version] ?? [])(`v0.0.%i before Slurm ${cluster.version}`, (version) => {
  // Not before: what is allocated and requeued needs a cluster with room.
  beforeAll(async () => {
    if (process.env['SLURM_TEST_ZOO'] === 'kept') return;
    zoo ??= fillZoo();
    await zoo;
  }, 600_000);

  test('what is read is what slurmrestd answers', async () => {
    const all = new Differences();
    for (const { path, as = 'alice' } of READS) {
      const asked = { path: path.replace('V', `v0.0.${version}`), as };
      const one = await compareSettled(
        async (found) => found.compare(`GET ${path}`, await askTheirs(asked), await askOurs(asked)),
        async () => {
          // To slurmctld a new prediction of when a job starts is no change; only a first question is told of it.
          await ours.close();
          ours = await openClusterEngine();
        },
      );
      all.add(one);
    }
    process.stderr.write(`v0.0.${version}: ${all.compared} values compared, ${all.acceptedCount} accepted\n`);
    count(version, all);
    expect(all.found.slice(0, 40)).toEqual([]);
  }, 600_000);

  test('host lists are answered as slurmrestd answers', async () => {
    const all = new Differences();
    for (const { path, body } of HOST_LISTS) {
      const asked = { method: 'POST', path: `/util/v0.0.${version}/${path}`, body };
      all.compare(`POST ${path} ${JSON.stringify(body)}`, await askTheirs(asked), await askOurs(asked));
    }
    count(version, all);
    expect(all.found).toEqual([]);
  });

  test('what is changed is answered as slurmrestd answers', async () => {
    const all = new Differences();
    const base = `/slurm/v0.0.${version}`;
    for (const write of WRITES) {
      const name = `${write.method} ${write.path} ${JSON.stringify(write.body ?? '').slice(0, 200)}`;
      all.compare(name, await onOwnJobs(askTheirs, base, write), await onOwnJobs(askOurs, base, write));
    }
    process.stderr.write(`v0.0.${version}: ${all.compared} values of changes compared\n`);
    count(version, all);
    expect(all.found).toEqual([]);
  }, 600_000);
});

/** The counts of the whole run, for docs/COMPATIBILITY.md. */
const counted = new Map<number, { compared: number; accepted: number }>();

function count(version: number, { compared, acceptedCount }: Differences): void {
  const before = counted.get(version) ?? { compared: 0, accepted: 0 };
  counted.set(version, { compared: before.compared + compared, accepted: before.accepted + acceptedCount });
}

afterAll(() => {
  const all = [...counted].map(([version, counts]) => ({
    release: cluster.version,
    version: `v0.0.${version}`,
    ...counts,
  }));
  const file = new URL('versioned/measured.json', import.meta.url);
  const known = JSON.parse(readFileSync(file, 'utf8')) as { release: string }[];
  const others = known.filter(({ release }) => release !== cluster.version);
  if (process.env['SLURM_TEST_MEASURED'] === '1')
    writeFileSync(file, `${JSON.stringify([...others, ...all], null, 2)}\n`);
});
