import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSlurmctldScheduler, type SlurmctldScheduler } from '../../src/schedulers/slurmctld/scheduler.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import { BLANK_JOB } from '../../src/slurm/job.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { readSlurmConf } from '../../src/slurm/slurm-conf.ts';
import { groupName, userName } from './accounts.ts';
import { Comparison, pairByName, type Shown, type Surroundings } from './compare/comparison.ts';
import { type Surface, surfaces } from './compare/surfaces.ts';
import { cluster, eventually, sbatch } from './slurm.ts';
import { emptyZoo, fillZoo } from './zoo.ts';

const ROOT: Caller = { uid: 0, gid: 0, name: 'root', credential: 'local' };

/** Members of a job record that neither scontrol nor slurmrestd shows on the clusters, and why. */
const SHOWN_NOWHERE: Readonly<Record<string, string>> = {
  fed_siblings_active: 'only of a federation, as names',
  fed_siblings_viable: 'only of a federation, as names',
  resv_ports: 'only of steps of MPI',
  show_flags: 'how the question was asked',
  // Members of the newer versions of slurmrestd's API alone, whose answers versioned.test.ts compares whole.
  container_type: 'see versioned.test.ts',
  job_size_str: 'see versioned.test.ts',
  licenses_allocated: 'see versioned.test.ts',
  mem_update_delay: 'see versioned.test.ts',
  mem_update_margin: 'see versioned.test.ts',
  priority_by_partition: 'see versioned.test.ts',
  segment_size: 'see versioned.test.ts',
  sluid: 'see versioned.test.ts',
  site_factor: 'only by sprio',
  ...(cluster.version < '25' && { submit_line: 'Slurm has it since 25.11' }),
  ...(cluster.version < '23' && {
    container_id: 'Slurm has it since 23.02',
    cronspec: 'only of scrontab jobs',
    extra: 'Slurm has it since 23.02',
    failed_node: 'Slurm has it since 23.02',
    ntasks_per_tres: 'only by --format of squeue',
    preemptable_time: 'only of a job that waits for preemption',
    sched_nodes: 'only by --start of squeue',
    selinux_context: 'only with SELinux',
  }),
};

let scheduler: SlurmctldScheduler;
/** Jobs before it are leftovers of other tests, which no command of Slurm submitted. */
let firstJob: number;

beforeAll(async () => {
  scheduler = await open();
  firstJob = await sbatch(['--hold', '--wrap', 'true']);
  await fillZoo();
}, 600_000);

afterAll(async () => {
  await emptyZoo();
  await scheduler.close();
}, 300_000);

function open(): Promise<SlurmctldScheduler> {
  return openSlurmctldScheduler({ conf: readSlurmConf(cluster.conf), log: SILENT });
}

/**
 * Compares our records with what another program shows, at a moment when nothing changed: that program says the
 * same before and after we asked, and so do we.
 */
async function compare<Entry extends object>(
  surface: Surface<Entry>,
  ours: (fresh: SlurmctldScheduler) => Promise<ReadonlyMap<string, Entry>>,
  wanted: (name: string) => boolean = () => true,
): Promise<Comparison<Entry>> {
  const nodes = await scheduler.nodes(ROOT);
  const around: Surroundings = {
    release: cluster.version,
    userName,
    groupName,
    threadsOf: (name) => nodes.records.find((node) => node.name === name)!.threads,
  };
  const ask = async () => {
    // To slurmctld a new prediction of when a job starts is no change; only a first question is told of it.
    const fresh = await open();
    return ours(fresh).finally(() => fresh.close());
  };
  const [records, shown] = await eventually('a moment without changes', async () => {
    const first = await ask();
    const before = await surface.show();
    const records = await ask();
    const after = await surface.show();
    const still = steady(before) === steady(after) && isDeepStrictEqual(first, records);
    return still && ([records, before] as const);
  });
  const comparison = new Comparison<Entry>(surface.expectations, around);
  comparison.run(pairByName(records, shown).filter(([name]) => wanted(name)));
  return comparison;
}

/** The only field that follows the clock by itself. */
function steady(shown: ReadonlyMap<string, Shown>): string {
  return JSON.stringify([...shown.values()], (key, value) => (key === 'RunTime' ? undefined : value));
}

async function byName<Entry>(
  table: Promise<{ readonly records: readonly Entry[] }>,
  name: (entry: Entry) => string,
): Promise<ReadonlyMap<string, Entry>> {
  return new Map((await table).records.map((record) => [name(record), record]));
}

describe(`records of Slurm ${cluster.version}, field by field`, async () => {
  const shownBy = await surfaces();
  const jobMembers = new Set<string>();

  for (const surface of shownBy.jobs) {
    test(`jobs are what ${surface.by} shows`, async () => {
      const found = await compare(
        surface,
        (fresh) => byName(fresh.jobs(ROOT), (job) => String(job.job_id)),
        (name) => Number(name) >= firstJob,
      );
      for (const member of found.membersRead) jobMembers.add(member);
      process.stderr.write(`${found.compared} values of jobs compared with ${surface.by}\n`);
      expect(found.differences).toEqual([]);
      expect(found.compared).toBeGreaterThan(4000);
    });
  }

  for (const surface of shownBy.nodes) {
    test(`nodes are what ${surface.by} shows`, async () => {
      const found = await compare(surface, (fresh) => byName(fresh.nodes(ROOT), (node) => node.name));
      process.stderr.write(`${found.compared} values of nodes compared with ${surface.by}\n`);
      expect(found.differences).toEqual([]);
    });
  }

  for (const surface of shownBy.partitions) {
    test(`partitions are what ${surface.by} shows`, async () => {
      const found = await compare(surface, (fresh) => byName(fresh.partitions(ROOT), ({ name }) => name));
      process.stderr.write(`${found.compared} values of partitions compared with ${surface.by}\n`);
      expect(found.differences).toEqual([]);
    });
  }

  test('no member of a job record went without a comparison', () => {
    const left = Object.keys(BLANK_JOB).filter(
      (member) => !jobMembers.has(member) && !(member in SHOWN_NOWHERE),
    );
    expect(left).toEqual([]);
  });
});
