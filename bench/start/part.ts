import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clusterUnavailable, openTestCluster, type TestCluster, tokenHeaders } from '../http/test-cluster.ts';
import { type Figure, figure, ratio } from '../report/figure.ts';
import type { Goal, Part } from '../report/report.ts';
import { type Embedded, openEmbedded } from '../scheduler/embedded.ts';

const ROUNDS = 3 * Number(process.env['ROUNDS'] ?? 5);

/** The least a command does that works without a daemon. */
const OPEN_STORE =
  "require('lmdb').open({ path: process.argv[1] + '/floor', maxDbs: 16 }).openDB('jobs', {}).get(1)";

/** A process to be started and waited for. */
interface Start {
  readonly name: string;
  readonly command: readonly [file: string, ...words: string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** A file. */
  readonly input?: string;
  /** Times `node -e 0` that it ought to take at most. */
  readonly goal?: number;
}

/** How long commands take from nothing to their end, beside the bare start of Node and Slurm's own. */
export const start: Part = {
  name: 'start',
  unavailable: () => undefined,
  async measure(tell) {
    const cluster = clusterUnavailable() === undefined ? openTestCluster() : undefined;
    let embedded: Embedded | undefined;
    try {
      embedded = await openEmbedded(1);
      const starts = [...ours(embedded), ...(cluster ? theirs(cluster, embedded.folder) : [])];
      tell(`${starts.length} commands, ${ROUNDS} rounds`);
      const figures = measureAll(starts);
      const [bare] = figures as [Figure];
      return {
        title: 'Starting a command',
        text: 'From nothing to the end of the process, in turns. Node itself is the floor of everything written for it. Without a daemon commands open the store and the engine themselves; what the store alone takes is the second row.',
        goals: starts.flatMap(({ name, goal }, index): Goal[] =>
          goal
            ? [{ text: `${name}: \`node -e 0\``, figure: ratio(figures[index]!, bare), atMost: goal }]
            : [],
        ),
        tables: [
          {
            title: 'From nothing to the end',
            columns: ['command', 'time', '`node -e 0`'],
            rows: starts.map(({ name }, index) => [
              name,
              figures[index]!,
              index === 0 ? '' : ratio(figures[index]!, bare),
            ]),
          },
        ],
        pictures: [],
      };
    } finally {
      embedded?.close();
      cluster?.down();
    }
  },
};

function ours({ server, env, folder, headers }: Embedded): Start[] {
  const job = path.join(folder, 'job.sh');
  writeFileSync(job, '#!/bin/sh\n');
  const program = (name: string, words: readonly string[], goal?: number): Start => ({
    name: `\`slurmrest ${name}\``,
    command: [process.execPath, 'bin/slurmrest.js', ...words],
    env: { ...env, SLURM_JWT: headers['x-slurm-user-token'] },
    ...(goal !== undefined && { goal }),
  });
  const url = ['--url', server.url];
  return [
    { name: '`node -e 0`', command: [process.execPath, '-e', '0'] },
    { name: '`node`, opening a store of LMDB', command: [process.execPath, '-e', OPEN_STORE, folder] },
    program('--version', ['--version'], 1.5),
    program('ping --url', ['ping', ...url], 1.5),
    program('show --url', ['show', ...url], 1.5),
    program('submit --url', ['submit', ...url, '--hold', '--output=/dev/null', job], 1.5),
    program('ping', ['ping'], 1.5),
    program('show', ['show'], 1.5),
    program('submit', ['submit', '--hold', '--output=/dev/null', job], 1.5),
  ];
}

function theirs(cluster: TestCluster, folder: string): Start[] {
  const { env, release, version } = cluster;
  const inside = ['chroot', env['SLURM_TEST_ROOT']!] as const;
  // slurmrestd refuses to be root.
  const user = ['setpriv', '--reuid=slurmrest', '--regid=slurmrest', '--clear-groups'];
  const headers = Object.entries(tokenHeaders(cluster)).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = path.join(folder, 'request');
  writeFileSync(request, `GET /slurm/v0.0.${version}/ping HTTP/1.1\r\n${headers.join('')}\r\n`);
  return [
    { name: `squeue ${release}`, command: [...inside, '/usr/bin/squeue'], env },
    {
      name: `slurmrestd ${release}, one request on standard input`,
      command: [...inside, ...user, '/usr/sbin/slurmrestd', '-a', 'rest_auth/jwt'],
      env: { ...env, SLURM_JWT: 'daemon' },
      input: request,
    },
  ];
}

function measureAll(starts: readonly Start[]): Figure[] {
  const times = starts.map((): number[] => []);
  // One round more: what is read from the disk, is read once.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [index, { command, env = process.env, input, name }] of starts.entries()) {
      const [file, ...words] = command;
      const begun = performance.now();
      // slurmrestd wants no sockets here, which Node's pipes are.
      const stdin = input === undefined ? 'ignore' : openSync(input, 'r');
      const { status, stderr } = spawnSync(file, words, {
        env,
        stdio: [stdin, 'ignore', 'pipe'],
        encoding: 'utf8',
      });
      if (stdin !== 'ignore') closeSync(stdin);
      if (round >= 0) times[index]!.push(performance.now() - begun);
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
    }
  }
  return times.map((values) => figure('ms', ...values));
}
