import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account, Accounts } from '../../../src/slurm/accounts.ts';
import type { Caller } from '../../../src/slurm/caller.ts';
import { readSlurmConf, type SlurmConf } from '../../../src/slurm/slurm-conf.ts';

export const self: Caller = {
  uid: process.getuid!(),
  gid: process.getgid!(),
  name: 'self',
  credential: 'local',
};
export const alice: Caller = { uid: 54_321, gid: 54_321, name: 'alice', credential: 'local' };
export const bob: Caller = { uid: 54_322, gid: 54_322, name: 'bob', credential: 'local' };

const account = ({ name, uid, gid }: Caller): Account => ({ name, uid, gid, home: '/', shell: '/bin/sh' });

/** Accounts that no test machine has. */
export const testAccounts: Accounts = {
  byName: async (name) => [self, alice, bob].filter((one) => one.name === name).map(account)[0],
  byUid: async (uid) => [self, alice, bob].filter((one) => one.uid === uid).map(account)[0],
  groups: async ({ gid }) => [gid],
};

export interface TestCluster {
  readonly conf: SlurmConf;
  readonly folder: string;
  remove(): void;
}

/** A slurm.conf with a key of auth/jwt beside it, and controllers on these local ports. */
export function testCluster(controllers: readonly number[], lines: readonly string[] = []): TestCluster {
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmctld-test-'));
  writeFileSync(path.join(folder, 'jwt.key'), 'k'.repeat(32));
  const file = path.join(folder, 'slurm.conf');
  writeFileSync(
    file,
    [
      'ClusterName=test',
      'AuthType=auth/munge',
      `AuthInfo=socket=${folder}/no-munge.socket`,
      'AuthAltTypes=auth/jwt',
      `AuthAltParameters=jwt_key=${folder}/jwt.key`,
      'SlurmUser=self',
      ...controllers.map((_, index) => `SlurmctldHost=head${index}(127.0.0.1)`),
      `SlurmctldPort=${controllers[0] ?? 6817}`,
      ...lines,
    ].join('\n'),
  );
  return { conf: readSlurmConf(file), folder, remove: () => rmSync(folder, { recursive: true }) };
}
