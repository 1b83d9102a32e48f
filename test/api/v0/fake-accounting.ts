import { isDeepStrictEqual } from 'node:util';
import type { Accounting } from '../../../src/slurm/accounting/accounting.ts';
import { type Association, BLANK_ASSOCIATION } from '../../../src/slurm/accounting/association.ts';
import { BLANK_STORAGE_CONFIGURATION, KEPT_FOR_EVER } from '../../../src/slurm/accounting/configuration.ts';
import { type AccountingJob, BLANK_ACCOUNTING_JOB, NEVER } from '../../../src/slurm/accounting/job.ts';
import { BLANK_QOS } from '../../../src/slurm/accounting/qos.ts';
import { BLANK_ACCOUNTING_STEP } from '../../../src/slurm/accounting/step.ts';

/** What was asked for, by method. */
export type Questions = Map<string, unknown>;

const STEP = {
  ...BLANK_ACCOUNTING_STEP,
  nodes: 'host[1-2]',
  nnodes: 2,
  step_id: { job_id: 7, step_id: 0, step_het_comp: undefined },
  stats: {
    ...BLANK_ACCOUNTING_STEP.stats,
    tres_usage_in_max: '2=1024,6=5',
    tres_usage_in_max_nodeid: '2=1',
    tres_usage_in_max_taskid: '2=3',
    tres_usage_in_tot: '2=2048',
  },
  req_cpufreq_gov: 0x8200_0000,
  task_dist: 0x0021,
};

const JOB: AccountingJob = {
  ...BLANK_ACCOUNTING_JOB,
  associd: 5,
  cluster: 'test',
  db_index: 1n,
  exitcode: 3 << 8,
  jobid: 7,
  jobname: 'sweep',
  qosid: 1,
  req_mem: { mib: 100, per: 'cpu' },
  state: 'FAILED',
  steps: [STEP],
  std_out: 'out-%j-%x.txt',
  timelimit: Number.POSITIVE_INFINITY,
  tres_alloc_str: '1=4,3=18446744073709551614,1001=2',
  user: 'ann',
  wckey: '*key',
  work_dir: '/home/ann',
};

const NEVER_BEGAN: AccountingJob = {
  ...BLANK_ACCOUNTING_JOB,
  derived_ec: -2,
  eligible: 1000,
  end: 1050,
  jobid: 8,
  start: NEVER,
  state: 'CANCELLED',
};

const ASSOCIATIONS: readonly Association[] = [
  { ...BLANK_ASSOCIATION, acct: 'physics', cluster: 'test', id: 5, user: 'ann', qos_list: ['1', '9'] },
  { ...BLANK_ASSOCIATION, acct: 'physics', cluster: 'test', id: 6 },
];

/** An accounting storage in memory that answers every question with the same records. */
export function fakeAccounting(asked: Questions): Accounting {
  const answer =
    <Entry>(name: string, records: readonly Entry[]) =>
    async (_: unknown, conditions: unknown) => {
      // Names are looked up as well; that is no question of the client's.
      if (!isDeepStrictEqual(conditions, { with_deleted: true })) asked.set(name, conditions);
      return records;
    };
  return {
    ping: async () => [{ hostname: 'db', up: true, latency: 12, primary: true, status: 0 }],
    statistics: async () => {
      throw new Error('not asked for');
    },
    configuration: async () => ({
      ...BLANK_STORAGE_CONFIGURATION,
      dbd_host: 'db',
      debug_level: 3,
      flags: 0b101,
      parameters: 'one,two',
      purge_job: { ...KEPT_FOR_EVER, set: true, months: 12, archive: true },
    }),
    jobs: answer('jobs', [JOB, NEVER_BEGAN]),
    modifyJobs: async (_, conditions, said) => {
      asked.set('modifyJobs', [conditions, said]);
      return ['7 submitted at 2026-01-01T00:00:00'];
    },
    users: answer('users', []),
    accounts: answer('accounts', []),
    associations: answer('associations', ASSOCIATIONS),
    qos: answer('qos', [{ ...BLANK_QOS, id: 1, name: 'normal' }]),
    tres: answer('tres', [
      { id: 1, type: 'cpu', name: '', count: 0 },
      { id: 2, type: 'mem', name: '', count: 0 },
      { id: 6, type: 'fs', name: 'disk', count: 0 },
      { id: 1001, type: 'gres', name: 'gpu', count: 0 },
    ]),
    clusters: answer('clusters', []),
    wckeys: answer('wckeys', []),
  };
}
