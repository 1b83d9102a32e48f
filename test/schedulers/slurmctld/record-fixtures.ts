/**
 * Records the replies in `fixtures/` from running clusters (see test/cluster): every kind of table, in every
 * protocol version the controller takes, of a few jobs that are made for it. Run as root:
 *
 *     esbuild … && node record-fixtures.js SLURM.CONF 36,37,38
 *
 * A fixture is one reply as it came over the wire, behind its length word.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { openCredentials } from '../../../src/schedulers/slurmctld/auth/credentials.ts';
import { exchange } from '../../../src/schedulers/slurmctld/connection/exchange.ts';
import { type Request, requestOf } from '../../../src/schedulers/slurmctld/messages/request.ts';
import * as requests from '../../../src/schedulers/slurmctld/messages/requests.ts';
import { openSlurmctldScheduler } from '../../../src/schedulers/slurmctld/scheduler.ts';
import { encodeFrame } from '../../../src/schedulers/slurmctld/wire/frame.ts';
import { MESSAGE } from '../../../src/schedulers/slurmctld/wire/message-type.ts';
import { Writer } from '../../../src/schedulers/slurmctld/wire/writer.ts';
import { accounts } from '../../../src/slurm/accounts.ts';
import type { Caller } from '../../../src/slurm/caller.ts';
import type { JobDescription } from '../../../src/slurm/job-description.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { readSlurmConf } from '../../../src/slurm/slurm-conf.ts';

const [, , file = '', versions = '', folder = 'test/schedulers/slurmctld/fixtures'] = process.argv;
const conf = readSlurmConf(file);
const root: Caller = { uid: 0, gid: 0, name: 'root', credential: 'local' };
const account = await accounts.byName('alice');
const alice: Caller = { uid: account!.uid, gid: account!.gid, name: 'alice', credential: 'local' };

const scheduler = await openSlurmctldScheduler({ conf, log: SILENT });
const submit = async (...jobs: [JobDescription, ...JobDescription[]]): Promise<number> => {
  const script = '#!/bin/sh\nexec sleep 600\n';
  const { jobId } = await scheduler.submit(alice, {
    jobs: [{ work_dir: '/tmp', ...jobs[0] }, ...jobs.slice(1)],
    script,
  });
  return jobId;
};
const running = await submit({
  name: 'größe',
  partition: 'debug',
  min_nodes: 2,
  max_nodes: 2,
  num_tasks: 4,
  cpus_per_task: 2,
  pn_min_memory: { mib: 250, per: 'node' },
  tres_per_node: conf.clusterName && versions.startsWith('36') ? 'gres:gpu:1' : 'gres/gpu:1',
  licenses: 'matlab:2',
  comment: 'runs',
  nice: 5,
  time_limit: 20,
  std_out: 'out-%j',
});
const array = await submit({
  name: 'array',
  array_inx: '1-30:3%2',
  priority: 0,
  time_limit: Infinity,
  pn_min_memory: { mib: 64, per: 'cpu' },
});
const het = await submit(
  { name: 'leader', begin_time: 4_000_000_000 },
  { name: 'second', begin_time: 4_000_000_000 },
);
const waiting = await submit({
  name: 'waiting',
  dependency: `afterok:${running}`,
  features: 'fast&ssd',
  exc_nodes: 'host1',
  mail_type: ['END', 'FAIL'],
  mail_user: 'alice@example.org',
  deadline: 4_100_000_000,
  time_limit: 30,
  time_min: 10,
  core_spec: 0,
});
await delay(8000);

const credentials = await openCredentials(conf, accounts);
const jobInfo = requestOf('REQUEST_JOB_INFO', 'last_update:time show_flags:u16 ids:u32s', {
  repeatable: true,
});
const node = requestOf('REQUEST_NODE_INFO', 'last_update:time show_flags:u16', { repeatable: true });
const fixtures: Record<string, Request> = {
  jobs: jobInfo({ show_flags: 3, ids: [running, array, het, het + 1, waiting] }),
  nodes: node({ show_flags: 3 }),
  partitions: requests.allPartitions(0),
  reservations: requests.allReservations(0),
  licenses: requests.allLicenses(0),
  configuration: requests.buildInfo(),
  statistics: requests.readStatistics(),
};
for (const version of versions.split(',').map(Number)) {
  for (const [name, request] of Object.entries(fixtures)) {
    const body = new Writer();
    request.write(body, version);
    const type = MESSAGE[request.name];
    const credential = await credentials.of(root)(type, version, body.bytes);
    const answer = await exchange(encodeFrame(type, version, credential, body.bytes), {
      host: conf.controllers[0]!.address,
      port: conf.controllerPorts[0],
      timeoutMs: 10_000,
      request: request.name,
      signal: new AbortController().signal,
    });
    if (answer.kind !== 'frame') throw new Error(`${name}: version ${version} is not spoken here`);
    writeFileSync(`${folder}/pv${version}-${name}.bin`, answer.bytes);
  }
}
for (const jobId of [running, array, het, waiting]) await scheduler.cancel(alice, { kind: 'job', jobId });
await scheduler.close();
