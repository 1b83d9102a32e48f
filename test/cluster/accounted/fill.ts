import { cluster, eventually, sbatch, slurm } from '../slurm.ts';

/** What sacctmgr adds, and how it is taken away again. */
const ADDED: readonly (readonly [add: readonly string[], remove: readonly string[]])[] = [
  [
    [
      ...['qos', 'acct_high', 'description=of the test', 'priority=10', 'grptres=cpu=8,mem=1000,gres/gpu=2'],
      ...[
        'maxtresperuser=cpu=4',
        'maxwall=60',
        'preempt=normal',
        'preemptmode=requeue',
        'flags=DenyOnLimit,NoReserve',
      ],
      ...['gracetime=30', 'maxjobspu=3', 'usagefactor=0.5'],
    ],
    ['qos', 'acct_high'],
  ],
  [
    [
      'account',
      'acct_sub',
      'parent=test',
      'description=acct_sub',
      'organization=org',
      'grptres=cpu=6',
      'fairshare=3',
    ],
    ['account', 'acct_sub'],
  ],
  [
    ['user', 'alice', 'account=acct_sub', 'maxjobs=2', 'maxtresperjob=node=2', 'qos=+acct_high'],
    ['user', 'alice', 'account=acct_sub'],
  ],
  [
    ['coordinator', 'account=acct_sub', 'names=bob'],
    ['coordinator', 'account=acct_sub', 'names=bob'],
  ],
  [
    ['user', 'alice', 'wckey=acct_key'],
    ['user', 'alice', 'wckey=acct_key'],
  ],
];

const JOBS: readonly (readonly string[])[] = [
  [
    '-J',
    'acct-ok',
    '--wrap',
    'srun hostname; srun -n2 -J named true',
    '--comment',
    'said',
    '-n2',
    '--gres=gpu:1',
  ],
  ['-J', 'acct-fail', '--wrap', 'exit 3'],
  ['-J', 'acct-signal', '--wrap', 'kill -TERM $$'],
  ['-J', 'acct-array', '--array=1-3%2', '--wrap', 'true', '-A', 'acct_sub'],
  ['-J', 'acct-het', '--wrap', 'true', ':', '-n1', '--mem=10'],
  ['-J', 'acct-streams', '-o', 'out-%j-%x.txt', '-e', 'err-%A', '-i', '/dev/null', '--wrap', 'sleep 1'],
  ['-J', 'acct-key', '--wckey=acct_key', '--wrap', 'true', '-t', '5'],
];

/** Names and limits of every kind, and jobs that ended in every way; all of them are over. */
export async function fillAccounting(): Promise<void> {
  for (const [add] of ADDED) await slurm('sacctmgr', ['-i', 'add', ...add]);
  const jobs: number[] = [];
  const at = ['--chdir', cluster.jobs];
  for (const job of JOBS) jobs.push(await sbatch([...at, ...job]));
  const cancelled = await sbatch([...at, '-J', 'acct-cancel', '--wrap', 'sleep 100']);
  await eventually('the job to cancel runs', async () => (await states([cancelled])).includes('RUNNING'));
  await slurm('scancel', [String(cancelled)]);
  await eventually('the jobs are over', async () =>
    (await states([...jobs, cancelled])).every(
      (state) => !['PENDING', 'RUNNING', 'COMPLETING'].includes(state),
    ),
  );
}

/** Takes the names away again; what ran stays in the storage. */
export async function emptyAccounting(): Promise<void> {
  for (const [, remove] of ADDED.toReversed())
    await slurm('sacctmgr', ['-i', 'delete', ...remove]).catch(() => {});
}

async function states(jobs: readonly number[]): Promise<string[]> {
  const printed = await slurm('sacct', ['-X', '-n', '-P', '-o', 'state', '-j', jobs.join(',')]);
  return printed
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]!);
}
