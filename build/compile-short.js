// `node build/compile-short.js SCRIPTS FOLDER PROGRAM` runs common commands of one of the short programs, against a daemon
// and on the embedded scheduler, whose jobs are in FOLDER, and keeps what V8 compiled for them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { keepCompiled, loadCompiled, SHORT_PROGRAMS } from '../bin/load-compiled.js';

const [scripts, folder, program] = process.argv.slice(2);
// Nobody is to schedule what is submitted here: who starts this program to do so starts an empty one.
process.argv[1] = '/dev/null';

const job = path.join(folder, 'job.sh');
writeFileSync(job, '#!/bin/sh\n#SBATCH --time=5\n');
// Nobody listens there.
const controlled = path.join(folder, 'controlled.conf');
writeFileSync(controlled, 'ClusterName=none\nSlurmctldHost=localhost\nSlurmctldPort=1\n');
const conf = path.join(folder, 'slurm.conf');
writeFileSync(
  conf,
  'NodeName=localhost CPUs=1 RealMemory=99999\nPartitionName=all Nodes=ALL Default=YES MaxTime=1-0\n',
);
// Neither the cluster nor the configuration of who builds has a part in it.
for (const name of Object.keys(process.env)) if (name.startsWith('SLURM')) delete process.env[name];
process.env.XDG_CONFIG_HOME = folder;
const record = { job_id: 1, job_state: ['PENDING'], name: 'job.sh', partition: 'all', user_name: 'root' };
const daemon = createServer(({ url }, response) => {
  // Under this name it is slurmrestd.
  const unknown = /^\/slurmrestd\/slurm\/(?!v0)/.test(url);
  response.statusCode = unknown ? 404 : 200;
  response.setHeader('Content-Type', unknown ? 'text/plain' : 'application/json');
  const ping = { here: {}, ping: 'UP' };
  response.end(JSON.stringify({ errors: [], jobs: [record], nodes: [], partitions: [], job_id: 1, ping }));
});

async function run(words) {
  if (SHORT_PROGRAMS.get(words[0]) !== program) return;
  const { main, standardIo } = loadCompiled(path.join(scripts, `${program}.cjs`));
  await main(words, standardIo(process));
}

async function runAll(place) {
  await run(['submit', ...place, '--dry-run', job]);
  await run(['submit', ...place, '--hold', job]);
  await run(['show', ...place]);
  await run(['show', ...place, 'job', '1']);
  await run(['ping', ...place]);
  // Its own --state is the state of jobs.
  if (!place.includes('--state')) await run(['cancel', ...place, '1']);
}

try {
  await new Promise((resolve) => daemon.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${daemon.address().port}`;
  const remote = ['--url', address];
  const local = ['--state', path.join(folder, 'state'), '--conf', conf];
  mkdirSync(path.join(folder, 'slurmrest'), { recursive: true });
  writeFileSync(path.join(folder, 'slurmrest/config.yaml'), `clusters:\n  here:\n    url: ${address}\n`);
  const others = [
    ['--url', `${address}/slurmrestd`],
    ['-M', 'here'],
    ['--conf', controlled],
  ];
  for (const place of [remote, local, ...others]) await runAll(place);
  await run(['show', ...remote, '--output', 'csv']);
  await run(['show', ...local, 'history']);
  await run(['config', 'set', 'here', `url=${address}`]);
  // As most do: with variables, on a store that is not new.
  Object.assign(process.env, { SLURM_CONF: conf, SLURMREST_STATE: local[1] });
  await runAll([]);
  keepCompiled(writeFileSync);
} finally {
  daemon.close();
  daemon.closeAllConnections();
}
