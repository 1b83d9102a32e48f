import { type Figure, ratio } from '../report/figure.ts';
import type { Goal, Part, Report, Table } from '../report/report.ts';
import type { Arena, Compared } from './arena.ts';
import * as arenas from './arena.ts';
import { measureGrowth } from './growth.ts';
import { changing, countJobs, fillJobs } from './jobs.ts';
import { measurePingRpc } from './ping-rpc.ts';
import { measurePolling, unchanged } from './polling.ts';
import { clusterUnavailable, forgetJobs } from './test-cluster.ts';
import { watchingCost } from './watchers.ts';

const { compare, get, getVersioned, cells, COLUMNS } = arenas;

/** Ours beside SchedMD's slurmrestd, in front of the same slurmctld, and beside node:http with the same bytes. */
export const http: Part = {
  name: 'http',
  unavailable: clusterUnavailable,
  async measure(tell) {
    const arena = await arenas.openArena();
    try {
      return await measureAll(arena, tell);
    } finally {
      arena.close();
    }
  },
};

type Tell = (text: string) => void;
type Row = (string | Figure)[];

async function measureAll(arena: Arena, tell: Tell): Promise<Report> {
  const submits = await measureSubmits(arena, tell);
  await forgetJobs(arena.cluster, () => countJobs(arena));
  await fillJobs(arena, 1000);
  const reads = await measureReads(arena, tell);
  const versioned = await measureVersioned(arena, tell);
  tell('watchers');
  const watching = [await watchingCost(arena, 1), await watchingCost(arena, 200)] as const;
  let polling: Table | undefined;
  const growth = await measureGrowth(arena, tell, async (jobs) => {
    if (jobs !== 10_000) return;
    tell('polling');
    polling = await measurePolling(arena, jobs);
  });
  const { release, version } = arena.cluster;
  return {
    title: `HTTP in front of Slurm ${release}`,
    text: `\`slurmrest serve\` and SchedMD’s slurmrestd ${release} in front of the same slurmctld, one user’s token of auth/jwt for both; \`/slurm/v1\` beside \`/slurm/v0.0.${version}\`. node:http sends the bytes that slurmrest sent.`,
    goals: [...reads.goals, ...submits.goals, ...watchGoals(watching)],
    tables: [
      reads.table,
      submits.table,
      ...(versioned ? [versioned] : []),
      growth.table,
      ...(polling ? [polling] : []),
      watchTable(watching),
    ],
    pictures: [growth.picture],
  };
}

interface Measured {
  readonly table: Table;
  readonly goals: readonly Goal[];
}

async function measureReads(arena: Arena, tell: Tell): Promise<Measured> {
  tell('the RPC of a ping');
  const rows: Row[] = [
    ['nothing but the RPC of a ping', '1', ...cells({ ours: await measurePingRpc(arena) })],
  ];
  const goals: Goal[] = [];
  for (const name of ['ping', 'diag', 'jobs'])
    for (const connections of [1, 8, 64]) {
      tell(`${name}, ${connections} connections`);
      const rounds = roundsOf(name, connections);
      const compared = await compare(arena, get(arena, name), getVersioned(arena, name), connections, {
        rounds,
      });
      rows.push([name, String(connections), ...cells(compared)]);
      goals.push(...goalsOf(name, connections, compared));
    }
  tell('jobs, one changing every second');
  await changing(arena, async () => {
    const compared = await compare(arena, get(arena, 'jobs'), getVersioned(arena, 'jobs'), 8, { seconds: 4 });
    rows.push(['jobs, one changing every second', '8', ...cells(compared)]);
    goals.push({
      text: '1,000 jobs listed, one changing every second, 8 connections: requests/s of slurmrestd',
      figure: ratio(compared.ours.perSecond, compared.theirs!.perSecond),
      atLeast: 30,
    });
  });
  for (const connections of [8, 64]) {
    tell(`jobs unchanged, ${connections} connections`);
    const compared = await compare(arena, await unchanged(arena, get(arena, 'jobs')), undefined, connections);
    rows.push(['jobs, `If-None-Match`: 304', String(connections), ...cells(compared)]);
  }
  const text =
    'No answer is older than its request, so that a ping waits for one of slurmctld that began after it came, and with few connections that is most of what it takes. The first row is that RPC by itself, from a process that does nothing else: no server in front of this slurmctld can be much faster with one connection, nor eight times as fast with eight. What slurmrest saves shows where many ask at a time and share an RPC.';
  return {
    table: { title: 'Reads, 1,000 jobs', text, columns: ['GET', 'connections', ...COLUMNS], rows },
    goals,
  };
}

function roundsOf(name: string, connections: number): number {
  // Of slurmrestd, 64 listings at a time take a minute.
  if (name === 'jobs' && connections === 64) return 1;
  // How fast a busy machine is changes within seconds, and this is held against a goal.
  return name === 'ping' && connections === 64 ? 3 * arenas.ROUNDS : arenas.ROUNDS;
}

function goalsOf(name: string, connections: number, { ours, theirs, bare }: Compared): Goal[] {
  const times = ratio(ours.perSecond, theirs!.perSecond);
  const share = ratio(ours.perSecond, bare!.perSecond, '%');
  if (name === 'jobs' && connections === 8)
    return [
      {
        text: '1,000 jobs listed, 8 connections: requests/s of slurmrestd',
        figure: times,
        atLeast: 100,
      },
      { text: 'the same: share of node:http', figure: share, atLeast: 50 },
    ];
  if (name !== 'ping') return [];
  // With fewer, most of the time is slurmctld's: see the text above the table.
  if (connections < 64) return [];
  return [
    { text: 'ping, 64 connections: requests/s of slurmrestd', figure: times, atLeast: 5 },
    { text: 'the same: share of node:http', figure: share, atLeast: 50 },
  ];
}

async function measureSubmits(arena: Arena, tell: Tell): Promise<Measured> {
  const rows: Row[] = [];
  const goals: Goal[] = [];
  for (const connections of [1, 8, 64]) {
    tell(`submit, ${connections} connections`);
    // Both take most of their time in slurmctld: the difference is small, and shows over many rounds only.
    const compared = await compare(arena, arenas.submit(arena), arenas.submitVersioned(arena), connections, {
      rounds: 3 * arenas.ROUNDS,
    });
    rows.push(['job/submit', String(connections), ...cells(compared)]);
    if (connections === 8)
      goals.push({
        text: 'submit, 8 connections: requests/s of slurmrestd',
        figure: ratio(compared.ours.perSecond, compared.theirs!.perSecond),
        atLeast: 1,
      });
  }
  const text = 'A held job each. node:http reads the body and sends what slurmrest sent.';
  return {
    table: { title: 'Submissions', text, columns: ['POST', 'connections', ...COLUMNS], rows },
    goals,
  };
}

/** The paths of slurmrestd, answered by ours; versions before v0.0.42 are not. */
async function measureVersioned(arena: Arena, tell: Tell): Promise<Table | undefined> {
  if (!arenas.isServed(arena)) return undefined;
  const rows: Row[] = [];
  for (const name of ['ping', 'diag', 'jobs', 'nodes']) {
    tell(`${name} of v0.0.${arena.cluster.version}`);
    const question = getVersioned(arena, name);
    rows.push([`GET ${name}`, '8', ...cells(await compare(arena, question, question, 8))]);
  }
  const question = arenas.submitVersioned(arena);
  tell('submit of the same');
  rows.push([
    'POST job/submit',
    '8',
    ...cells(await compare(arena, question, question, 8, { rounds: 2, seconds: 0.5 })),
  ]);
  return {
    title: `The same paths: /slurm/v0.0.${arena.cluster.version}, 1,000 jobs`,
    columns: ['request', 'connections', ...COLUMNS],
    rows,
  };
}

type Watching = readonly [one: Figure, many: Figure];

function watchTable([one, many]: Watching): Table {
  return {
    title: 'Watching',
    text: 'RPCs for jobs that slurmctld saw (sdiag) while clients asked for them once a second, as `show --watch` does.',
    columns: ['clients', 'RPCs'],
    rows: [
      ['1', one],
      ['200', many],
    ],
  };
}

function watchGoals([one, many]: Watching): Goal[] {
  // A round begins and ends somewhere within a second.
  const figure = { unit: '/s' as const, rounds: [many.rounds[0]! - one.rounds[0]!] };
  return [{ text: 'RPCs that 200 watchers cost slurmctld beyond those of one', figure, atMost: 0.2 }];
}
