import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Server, startDaemon } from '../http/servers.ts';

/** A daemon on the embedded scheduler, with a state of its own. */
export interface Embedded {
  readonly server: Server;
  readonly folder: string;
  /** Variables that choose it. */
  readonly env: NodeJS.ProcessEnv;
  readonly headers: Readonly<Record<string, string>>;
  close(): void;
}

/** @param cpus that jobs may hold at a time */
export async function openEmbedded(cpus: number): Promise<Embedded> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-bench-'));
  const conf = path.join(folder, 'slurm.conf');
  writeFileSync(
    conf,
    `MaxJobCount=1000000\nNodeName=localhost CPUs=${cpus} RealMemory=99999\nPartitionName=all Nodes=ALL Default=YES\n`,
  );
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('SLURM'));
  const env = {
    ...Object.fromEntries(others),
    SLURM_CONF: conf,
    SLURMREST_STATE: path.join(folder, 'state'),
  };
  const server = await startDaemon(env);
  const printed = execFileSync(process.execPath, ['bin/slurmrest.js', 'token'], { env, encoding: 'utf8' });
  const headers = {
    'x-slurm-user-token': printed.trim().replace('SLURM_JWT=', ''),
    'content-type': 'application/json',
  };
  return {
    server,
    folder,
    env,
    headers,
    close() {
      server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** The body of a submission whose job does nothing. */
export function submission(folder: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const job = {
    current_working_directory: folder,
    standard_output: '/dev/null',
    environment: { PATH: '/usr/bin:/bin' },
    ...changes,
  };
  return JSON.stringify({ job, script: '#!/bin/sh\ntrue\n' });
}
