import { describe, expect, test } from 'vitest';
import type { Account } from '../../../../src/slurm/accounting/account.ts';
import type { Association } from '../../../../src/slurm/accounting/association.ts';
import type { AccountingCluster } from '../../../../src/slurm/accounting/cluster.ts';
import type { AccountingStatistics } from '../../../../src/slurm/accounting/diagnostics.ts';
import type { AccountingJob } from '../../../../src/slurm/accounting/job.ts';
import type { Qos } from '../../../../src/slurm/accounting/qos.ts';
import type { Tres } from '../../../../src/slurm/accounting/tres.ts';
import type { AccountingUser } from '../../../../src/slurm/accounting/user.ts';
import type { Wckey } from '../../../../src/slurm/accounting/wckey.ts';
import { decode, type FixtureName, fixtureBytes, VERSIONS } from '../fixture.ts';

/** What a recorded reply says; that all of it was read is checked by the decoder. */
function recorded<Entry>(name: FixtureName, version: number): readonly Entry[] {
  return decode(name, fixtureBytes(version, name), version) as readonly Entry[];
}

describe.each(VERSIONS)('protocol version %i', (version) => {
  test('jobs and their steps', () => {
    const jobs = recorded<AccountingJob>('jobs', version);
    const named = (name: string) => jobs.filter(({ jobname }) => jobname === name);
    expect(named('acct-ok')[0]).toMatchObject({
      account: 'test',
      cluster: 'linux',
      exitcode: 0,
      partition: 'debug',
      req_cpus: 2,
      req_mem: { mib: 100, per: 'cpu' },
      requid: undefined,
      state: 'COMPLETED',
      user: 'alice',
    });
    expect(named('acct-ok')[0]!.steps.map(({ stepname, ntasks }) => [stepname, ntasks])).toEqual([
      ['batch', 1],
      ['hostname', 2],
      ['named', 2],
    ]);
    expect(named('acct-ok')[0]!.steps[0]!.step_id.step_id).toBe('batch');
    expect(named('acct-ok')[0]!.steps[1]!.step_id.step_id).toBe(0);
    expect(named('acct-fail')[0]).toMatchObject({ exitcode: 3 << 8, state: 'FAILED' });
    expect(named('acct-cancel')[0]).toMatchObject({ requid: expect.any(Number), state: 'CANCELLED' });
    expect(named('acct-array').map(({ array_task_id }) => array_task_id)).toEqual(
      expect.arrayContaining([1, 2, 3]),
    );
    expect(named('acct-het').map(({ het_job_offset }) => het_job_offset)).toEqual(
      expect.arrayContaining([0, 1]),
    );
    expect(named('acct-key')[0]).toMatchObject({ timelimit: 5, wckey: 'acct_key' });
    if (version >= 41) expect(named('acct-streams')[0]!.std_out).toMatch(/out-%j-%x.txt$/);
  });

  test('users, accounts and who manages them', () => {
    const users = recorded<AccountingUser>('users', version);
    const accounts = recorded<Account>('accounts', version);
    const alice = users.find(({ name }) => name === 'alice');
    expect(alice).toMatchObject({ admin_level: 'None', default_acct: 'test', flags: [] });
    expect(alice!.assoc_list.map(({ acct }) => acct)).toContain('acct_sub');
    expect(alice!.wckey_list.map(({ name }) => name)).toEqual(['acct_key']);
    expect(accounts.find(({ name }) => name === 'acct_sub')).toMatchObject({
      coordinators: [{ name: 'bob', direct: 1 }],
      description: 'acct_sub',
      organization: 'org',
    });
  });

  test('associations and QOS with their limits', () => {
    const associations = recorded<Association>('associations', version);
    const qos = recorded<Qos>('qos', version);
    const high = qos.find(({ name }) => name === 'acct_high');
    expect(associations.find(({ acct, user }) => acct === 'acct_sub' && user === 'alice')).toMatchObject({
      grp_jobs: Number.POSITIVE_INFINITY,
      max_jobs: 2,
      max_tres_pj: '4=2',
      qos_list: expect.arrayContaining([String(high!.id)]),
      shares_raw: 1,
    });
    expect(high).toMatchObject({
      flags: ['NO_RESERVE', 'DENY_LIMIT'],
      grace_time: 30,
      grp_tres: '1=8,2=1000,1001=2',
      max_jobs_pu: 3,
      max_wall_pj: 60,
      preempt: [1],
      preempt_mode: ['REQUEUE'],
      priority: 10,
      usage_factor: 0.5,
      usage_thres: Number.POSITIVE_INFINITY,
    });
  });

  test('TRES, clusters and wckeys', () => {
    expect(recorded<Tres>('tres', version)).toContainEqual({ id: 1001, type: 'gres', name: 'gpu', count: 0 });
    expect(recorded<AccountingCluster>('clusters', version)[0]).toMatchObject({
      flags: ['MULTIPLE_SLURMD'],
      name: 'linux',
      nodes: 'host[1-7]',
      root_assoc: { acct: 'root', id: 1 },
      tres_str: expect.stringContaining('1001='),
    });
    expect(recorded<Wckey>('wckeys', version)[0]).toMatchObject({ name: 'acct_key', user: 'alice' });
  });

  test('statistics', () => {
    const name = 'statistics';
    const { rollups, rpc_list, user_list } = decode(
      name,
      fixtureBytes(version, name),
      version,
    ) as AccountingStatistics;
    expect(rollups.hourly.count).toBeGreaterThan(0);
    expect(rpc_list.map((one) => one.name)).toEqual(
      expect.arrayContaining(['DBD_GET_JOBS_COND', 'DBD_FINI']),
    );
    expect(user_list.map(({ id }) => id)).toContain(0);
  });
});
