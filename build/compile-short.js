// `node build/compile-short.js FOLDER` runs common commands of the short programs, against a daemon and on the embedded
// scheduler, and keeps what V8 compiled for them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepCompiled, loadCompiled, SHORT_PROGRAMS } from '../bin/load-compiled.js';

const [scripts] = process.argv.slice(2);
// Nobody is to schedule what is submitted here: who starts this program to do so starts an empty one.
process.argv[1] = '/dev/null';

const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-build-'));
const job = path.join(folder, 'job.sh');
writeFileSync(job, '#!/bin/sh\n#SBATCH --time=5\n');
const conf = path.join(folder, 'slurm.conf');
// Nobody listens there.
writeFileSync(conf, 'ClusterName=none\nSlurmctldHost=localhost\nSlurmctldPort=1\n');
// Neither the cluster nor the configuration of who builds has a part in it.
for (const name of Object.keys(process.env)) if (name.startsWith('SLURM')) delete process.env[name];
process.env.XDG_CONFIG_HOME = folder;
const nowhere = { isTTY: false, columns: 80, write: () => true, on() {}, once() {}, off() {} };
const io = { stdin: nowhere, stdout: nowhere, stderr: nowhere };

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
  const { main } = loadCompiled(path.join(scripts, `${SHORT_PROGRAMS.get(words[0])}.cjs`));
  await main(words, io);
}

try {
  await new Promise((resolve) => daemon.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${daemon.address().port}`;
  const remote = ['--url', address];
  const local = ['--state', path.join(folder, 'state')];
  for (const place of [remote, local]) {
    await run(['submit', ...place, '--dry-run', job]);
    await run(['submit', ...place, '--hold', job]);
    await run(['show', ...place]);
    await run(['show', ...place, 'job', '1']);
    await run(['ping', ...place]);
  }
  await run(['cancel', ...remote, '1']);
  await run(['show', ...remote, '--output', 'csv']);
  await run(['show', '--url', `${address}/slurmrestd`]);
  await run(['submit', '--url', `${address}/slurmrestd`, job]);
  await run(['config', 'set', 'here', `url=${address}`]);
  await run(['show', '-M', 'here']);
  await run(['ping', '--conf', conf]);
  await run(['show', ...local, 'history']);
  process.env.SLURMREST_STATE = local[1];
  await run(['cancel', '1']);
  keepCompiled(writeFileSync);
} finally {
  daemon.close();
  daemon.closeAllConnections();
  rmSync(folder, { recursive: true });
}
