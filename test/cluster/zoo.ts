import { cluster, eventually, sbatch, slurm } from './slurm.ts';

const SLEEP = ['--wrap', 'sleep 3000'];

/** sbatch's options, one job each, that between them set nearly every field of a job record. */
const PENDING: readonly (readonly string[])[] = [
  ['--hold'],
  ['--begin=now+3days', '--comment=a comment, with "quotes" and ünïcode', '--job-name=two words'],
  ['--hold', '--array=0-15:4%2'],
  ['--hold', '--array=1-1000'],
  ['--hold', '--array=1,5,9,11-13'],
  ['--hold', '--nodes=2-4', '--ntasks=20', '--account=test', '--time=1-02:03:04', '--time-min=30'],
  ['--hold', '--mem=2G', '--tmp=50', '--mincpus=2', '--cpus-per-task=2', '--ntasks-per-node=2', '--nodes=2'],
  ['--hold', '--mem-per-cpu=300', '--extra-node-info=2:2:1', '--ntasks-per-socket=1', '--ntasks-per-core=1'],
  ['--hold', '--gpus=3', '--cpus-per-gpu=2', '--mem-per-gpu=100'],
  ['--hold', '--gpus-per-node=1', '--nodes=2', '--gpu-bind=closest', '--gres-flags=enforce-binding'],
  ['--hold', '--gpus-per-task=1', '--ntasks=2'],
  ['--hold', '--gpus-per-socket=1', '--sockets-per-node=1'],
  ['--hold', '--constraint=fast&ssd', '--contiguous', '--exclude=host2,host3', '--nodelist=host1'],
  ['--hold', '--exclusive', '--no-requeue', '--nice=100', '--distribution=cyclic:block'],
  ['--hold', '--exclusive=user', '--requeue'],
  ['--hold', '--oversubscribe', '--partition=debug,short', '--account=test'],
  ['--hold', '--licenses=matlab:2,ansys', '--switches=1@12:00', '--threads-per-core=1'],
  [
    '--hold',
    '--mail-type=BEGIN,END,FAIL',
    '--mail-user=alice@localhost',
    '--wckey=key',
    '--signal=B:USR1@120',
  ],
  ['--hold', '--output=%x-%j.out', '--error=/dev/null', '--input=/etc/hostname', '--open-mode=append'],
  ['--hold', '--array=3,4', '--output=out-%A_%a.txt'],
  ['--hold', '--deadline=now+2days', '--time=60', '--delay-boot=30', '--network=test', '--spread-job'],
  ['--hold', '--cpu-freq=low-high:performance', '--core-spec=1', '--profile=task', '--use-min-nodes'],
  ['--hold', '--thread-spec=1', '--kill-on-invalid-dep=yes', '--bb=capacity=1G'],
  ['--hold', '--time=UNLIMITED', '--acctg-freq=task=10', '--no-kill', '--overcommit', '--ntasks=3'],
  ['--partition=down'],
  ['--nodes=7', '--exclusive', '--mem=0'],
];

const SINCE_22_05 = [['--hold', '--prefer=slow', '--constraint=fast|slow']];
const SINCE_23_11 = [
  ['--hold', '--tres-per-task=cpu=2,gres/gpu=1', '--ntasks=2'],
  ['--hold', '--extra=more about it', '--oom-kill-step=1'],
];

/** Each has its nodes: left to itself, Slurm places them another way each time, and then not all find room. */
const RUNNING: readonly (readonly string[])[] = [
  ['--nodelist=host[1-2]', '--time=2:00:00'],
  ['--nodelist=host[4-5]', '--ntasks=6', '--mem=1000'],
  ['--gres=gpu:1', '--nodelist=host[1-2]', '--cpus-per-task=2'],
  ['--gpus=1', '--nodelist=host1', '--ntasks=1', '--mem-per-gpu=500'],
  ['--exclusive', '--nodelist=host6', '--licenses=matlab:1'],
  ['--partition=short', '--nodelist=host3', '--account=test', '--oversubscribe', '--comment=shared'],
  ['--partition=hidden', '--nodelist=host5', '--threads-per-core=1', '--ntasks=2'],
];

const FINISHED: readonly (readonly string[])[] = [
  ['--wrap', 'true'],
  ['--wrap', 'exit 3'],
  ['--wrap', 'kill -SEGV $$'],
  ['--nodes=2', '--wrap', 'srun hostname; srun sh -c "exit 7"; true'],
  ['--array=1-3', '--wrap', 'test $SLURM_ARRAY_TASK_ID -ne 2'],
];

/**
 * Fills the cluster with jobs of every kind and state, reservations, and nodes out of service, and waits until
 * nothing moves any more: what runs sleeps for most of an hour, what waits is held or can't start.
 */
export async function fillZoo(): Promise<void> {
  // A slurmctld that was killed starts with what it saved last: the end of an earlier zoo may be undone.
  await emptyZoo();
  const finished = await Promise.all(FINISHED.map((args) => sbatch(args)));
  await untilIn('COMPLETED,FAILED', finished);

  const running = [];
  for (const args of RUNNING) running.push(await sbatch([...args, ...SLEEP]));
  const array = await sbatch(['--array=1-9%2', '--nodelist=host1', ...SLEEP]);
  const het = await sbatch([
    ...['--ntasks=2', '--nodelist=host1', '--comment=leader', ':'],
    ...['--ntasks=1', '--nodelist=host2', '--gpus=1', ...SLEEP],
  ]);
  const [requeued, requeuedHeld, cancelled, suspended, failing] = await Promise.all(
    Array.from({ length: 5 }, () => sbatch(['--ntasks=1', '--nodelist=host2', ...SLEEP], 'bob')),
  );
  const failed = await sbatch(['--nodelist=host7', '--no-requeue', ...SLEEP], 'bob');
  const overdue = await sbatch(['--time=10', '--nodelist=host1', ...SLEEP]);
  await untilIn('RUNNING', [
    overdue,
    ...running,
    het,
    requeued!,
    requeuedHeld!,
    cancelled!,
    suspended!,
    failing!,
    failed,
  ]);

  for (const args of [...PENDING, ...SINCE_22_05, ...(cluster.version > '23' ? SINCE_23_11 : [])]) {
    await sbatch([...args, ...SLEEP]);
  }
  await sbatch(['--hold', '--nodes=2', '--licenses=matlab:1', ':', '--nodes=1', ...SLEEP]);
  await sbatch(['--hold', '--nice=-50', '--priority=77', '--mcs-label=none', '--reboot', ...SLEEP], 'root');
  const first = running[0]!;
  for (const dependency of [
    `afterok:${first}`,
    `afterany:${first}:${running[1]},afternotok:${array}`,
    `after:${array}+5?afterok:${first}`,
    `afternotok:${finished[0]}`,
    'singleton',
    `aftercorr:${array}`,
  ]) {
    await sbatch([`--dependency=${dependency}`, '--job-name=dependent', ...SLEEP]);
  }

  const pendingCancelled = await sbatch(['--hold', ...SLEEP]);
  await slurm('scancel', [String(pendingCancelled), String(cancelled)]);
  await slurm('scontrol', ['requeue', String(requeued)]);
  await slurm('scontrol', ['update', `JobId=${requeued}`, 'StartTime=now+1day']);
  await slurm('scontrol', ['requeuehold', String(requeuedHeld)]);
  await slurm('scontrol', ['suspend', String(suspended)]);
  const held = await sbatch(['--begin=now+1day', ...SLEEP]);
  await slurm('scontrol', ['hold', String(held)]);
  await slurm('scontrol', ['uhold', String(await sbatch(['--begin=now+1day', ...SLEEP]))]);
  await slurm('scontrol', ['update', `JobId=${held}`, 'AdminComment=by the operator', 'Comment=held back']);
  await slurm('scontrol', ['requeuehold', 'State=SpecialExit', String(failing)]);

  await fillReservations();
  await slurm('scontrol', ['update', 'NodeName=host7', 'State=DOWN', 'Reason=power supply is "broken"']);
  await slurm('scontrol', ['update', 'NodeName=host6', 'State=DRAIN', 'Reason=to be replaced']);
  await slurm('scontrol', ['update', 'NodeName=host3', 'Comment=a node comment', 'Extra=more']);
  await slurm('scontrol', ['update', 'PartitionName=down', 'State=DRAIN']);
  await untilIn('NODE_FAIL', [failed]);
  // An end time that has passed is a time limit that is over; slurmctld takes none that has passed already.
  await slurm('scontrol', ['update', `JobId=${overdue}`, 'EndTime=now+5']);
  await untilIn('TIMEOUT', [overdue]);
  await untilStill();
}

async function fillReservations(): Promise<void> {
  const create = ['create', 'reservation'];
  await slurm('scontrol', [
    ...create,
    'ReservationName=later',
    'StartTime=now+5days',
    'Duration=60',
    'Users=alice,bob',
    'Nodes=host[1-2]',
    'Flags=IGNORE_JOBS',
  ]);
  await slurm('scontrol', [
    ...create,
    'ReservationName=upkeep',
    'StartTime=now',
    'Duration=600',
    'Users=root',
    'Nodes=host2',
    'Flags=MAINT,IGNORE_JOBS',
  ]);
  await sbatch(['--reservation=later', ...SLEEP]);
  await sbatch(['--reservation=upkeep', ...SLEEP], 'root');
}

/** Waits until each of these jobs, tasks of arrays included, is in one of the states. */
async function untilIn(states: string, ids: readonly number[]): Promise<void> {
  const wanted = states.split(',');
  const shownSo = async () => {
    const shown = await slurm('squeue', [
      '--all',
      '--noheader',
      '--states=all',
      '--format=%T',
      `--jobs=${ids}`,
    ]);
    const now = shown.trim().split('\n');
    return now.length >= ids.length && now.every((state) => wanted.includes(state));
  };
  await eventually(`jobs ${ids.join(',')} in ${states}`, shownSo).catch(async (error: Error) => {
    const jobs = await slurm('squeue', ['--all', '--states=all', '--format=%i %T %N %r', `--jobs=${ids}`]);
    throw new Error(`${error.message}\n${jobs}${await slurm('sinfo', ['--Node', '--format=%N %T %E'])}`);
  });
}

/** Waits until no job is starting, ending or about to start. */
async function untilStill(): Promise<void> {
  await eventually('a still cluster', async () => {
    const moving = await slurm('squeue', ['--all', '--noheader', '--states=CG,CF,RQ', '--format=%i']);
    const nodes = await slurm('sinfo', ['--noheader', '--Node', '--format=%T']);
    return moving.trim() === '' && !nodes.includes('completing');
  });
}

/** Cancels every job, removes the reservations and takes the nodes back into service. */
export async function emptyZoo(): Promise<void> {
  await eventually('an empty cluster', async () => {
    for (const user of ['root', 'alice', 'bob']) await slurm('scancel', [`--user=${user}`]);
    return (await slurm('squeue', ['--all', '--noheader', '--format=%i'])).trim() === '';
  });
  // Not before: a reservation that jobs ask for cannot be deleted.
  for (const name of ['later', 'upkeep'])
    await slurm('scontrol', ['delete', `ReservationName=${name}`]).catch(() => '');
  await slurm('scontrol', ['update', 'PartitionName=down', 'State=DOWN']);
  await untilInService();
}

/** Waits until every node can take jobs, and resumes those that are down or drained. */
async function untilInService(): Promise<void> {
  const everyNodeIdle = async () => {
    const nodes = await slurm('sinfo', ['--all', '--noheader', '--Node', '--format=%N %T']);
    const away = new Set(Array.from(nodes.matchAll(/^(\S+) (?:down|drain)/gm), ([, name]) => name));
    if (away.size > 0) {
      await slurm('scontrol', ['update', `NodeName=${[...away]}`, 'State=RESUME']).catch(() => '');
    }
    return /^(?:\S+ idle\s*)+$/.test(nodes);
  };
  // A node may be minutes on its way back.
  await eventually('every node idle', everyNodeIdle, 300);
}
