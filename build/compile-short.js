// `node build/compile-short.js FILE remote|local` runs common commands of the short program, against a daemon or the
// embedded scheduler, and keeps what V8 compiled for them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile } from '../bin/load-compiled.js';

const [file, use] = process.argv.slice(2);
const { script, run } = compile(file);
const { main } = run();

const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-build-'));
const job = path.join(folder, 'job.sh');
writeFileSync(job, '#!/bin/sh\n#SBATCH --time=5\n');
// Neither the cluster nor the configuration of who builds has a part in it.
for (const name of Object.keys(process.env)) if (name.startsWith('SLURM')) delete process.env[name];
process.env.XDG_CONFIG_HOME = folder;
const nowhere = { isTTY: false, columns: 80, write: () => true, on() {}, once() {}, off() {} };
const io = { stdin: nowhere, stdout: nowhere, stderr: nowhere };

const daemon = createServer((_, response) => {
  response.setHeader('Content-Type', 'application/json');
  const ping = { here: {}, ping: 'UP' };
  response.end(JSON.stringify({ errors: [], jobs: [], nodes: [], partitions: [], job_id: 1, ping }));
});
try {
  await new Promise((resolve) => daemon.listen(0, '127.0.0.1', resolve));
  const place =
    use === 'remote'
      ? ['--url', `http://127.0.0.1:${daemon.address().port}`]
      : ['--state', path.join(folder, 'state')];
  const commands = [['show'], ['ping'], ['show', 'job', '1'], ['submit', '--dry-run', job]];
  if (use === 'remote') commands.push(['submit', job], ['cancel', '1']);
  for (const words of commands) await main([...words, ...place], io);
  writeFileSync(`${file}.${process.version}`, script.createCachedData());
} finally {
  daemon.close();
  daemon.closeAllConnections();
  rmSync(folder, { recursive: true });
}
