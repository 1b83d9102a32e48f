// A daemon with so many jobs, one of a hundred of which changes each second: `daemon.js JOBS ADDRESS`.
import { v1 } from '../../src/api/v1/index.ts';
import { localAuthenticator } from '../../src/engine/auth/local.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { parseAddress } from '../../src/server/address.ts';
import { startDaemon } from '../../src/server/daemon.ts';
import { DEFAULT_LIMITS } from '../../src/server/limits.ts';
import { accounts } from '../../src/slurm/accounts.ts';
import { ManyJobs } from './many-jobs.ts';

const [, , jobs, address] = process.argv;
const log = {
  error: (text: string) => process.stderr.write(`${text}\n`),
  info() {},
  verbose() {},
  debug() {},
};
const scheduler = new ManyJobs(Number(jobs));
await startDaemon({
  addresses: [parseAddress(address!)],
  inherited: [],
  fetch: createEngine({ scheduler, operations: v1, authenticators: [localAuthenticator(accounts)], log }),
  log,
  limits: DEFAULT_LIMITS,
});
setInterval(() => scheduler.churn(100), 1000);
process.stdout.write('ready\n');
