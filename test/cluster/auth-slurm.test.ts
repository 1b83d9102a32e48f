import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSlurmctldScheduler } from '../../src/schedulers/slurmctld/scheduler.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { readSlurmConf } from '../../src/slurm/slurm-conf.ts';
import { USERS, type User } from './engine.ts';
import { restartWith, withParameters } from './reconfigured.ts';
import { cluster, slurm } from './slurm.ts';

const KEY = `${cluster.folder}/etc/slurm.key`;
const SLURM_USER = 64_030;

// auth/slurm came with 23.11.
describe.runIf(cluster.version !== '22.05')('auth/slurm', () => {
  let restore: () => Promise<void>;
  beforeAll(async () => {
    writeFileSync(KEY, randomBytes(64));
    chownSync(KEY, SLURM_USER, SLURM_USER);
    chmodSync(KEY, 0o600);
    // The other daemons stay with munge, so slurmctld keeps its accounting to itself meanwhile.
    restore = await restartWith((conf) =>
      withParameters(conf, {
        AuthType: 'auth/slurm',
        CredType: 'cred/slurm',
        AuthInfo: undefined,
        AccountingStorageType: undefined,
        AccountingStorageTRES: undefined,
      }),
    );
  });
  afterAll(async () => {
    await restore();
    await slurm('scancel', ['--name=auth-slurm']);
  });

  const caller = (name: User): Caller => ({ uid: USERS[name], gid: USERS[name], name, credential: 'local' });
  const submission = {
    jobs: [{ name: 'auth-slurm', work_dir: cluster.jobs, priority: 0, environment: ['PATH=/usr/bin:/bin'] }],
    script: '#!/bin/sh\n',
  } as const;

  async function ownersOf(conf: string): Promise<string[]> {
    const scheduler = await openSlurmctldScheduler({ conf: readSlurmConf(conf), log: SILENT });
    const owners: string[] = [];
    for (const user of ['root', 'alice', 'bob'] as const) {
      const { jobId } = await scheduler.submit(caller(user), submission);
      owners.push((await slurm('squeue', ['--noheader', '--format=%u', `--jobs=${jobId}`])).trim());
    }
    await scheduler.close();
    return owners;
  }

  test('root acts for every user by the key', async () => {
    expect(await ownersOf(cluster.conf)).toEqual(['root', 'alice', 'bob']);
  });

  test("root acts for every user by the controller's service", async () => {
    // A folder without the key; the socket of the controller is put where it is outside of the controller's Debian.
    const folder = `${cluster.folder}/etc/without-key`;
    mkdirSync(folder, { recursive: true });
    copyFileSync(cluster.conf, `${folder}/slurm.conf`);
    symlinkSync(`${cluster.root}/run/slurmctld`, '/run/slurmctld');
    try {
      expect(await ownersOf(`${folder}/slurm.conf`)).toEqual(['root', 'alice', 'bob']);
    } finally {
      rmSync('/run/slurmctld');
    }
  });
});
