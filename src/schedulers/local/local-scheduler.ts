import { accounts } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import type { Job } from '../../slurm/job.ts';
import type { JobSelector } from '../../slurm/job-id.ts';
import type { Node } from '../../slurm/node.ts';
import type { ControllerStatus, Scheduler, Snapshot } from '../../slurm/scheduler.ts';
import { localAccounting } from './accounting/local-accounting.ts';
import { counted } from './calls.ts';
import { buildCluster } from './cluster/build-cluster.ts';
import { machineLoad, nodeRecords } from './cluster/node-records.ts';
import { partitionRecords } from './cluster/partition-records.ts';
import { HOSTNAME } from './cluster/this-machine.ts';
import { diagnostics } from './diagnostics.ts';
import { flatJob } from './job/flat-job.ts';
import { LeaderCall } from './lead/call-leader.ts';
import type { StandingLeader } from './lead/hold-leadership.ts';
import { requireAdministrator } from './operations/authorise.ts';
import { cancel } from './operations/cancel.ts';
import { requeue } from './operations/requeue.ts';
import { script } from './operations/script.ts';
import { selectRecords } from './operations/select-records.ts';
import type { Session } from './operations/session.ts';
import { signal } from './operations/signal.ts';
import { submit } from './operations/submit.ts';
import { resume, suspend } from './operations/suspend.ts';
import { update } from './operations/update.ts';
import { updateNodes } from './operations/update-nodes.ts';
import type { LocalOptions } from './options.ts';
import type { Runner } from './run/runner.ts';
import { openStateFolder } from './store/state-folder.ts';
import { Store } from './store/store.ts';

/** Whoever is asked is up. */
const CONTROLLERS: readonly ControllerStatus[] = [
  { hostname: HOSTNAME, up: true, mode: 'primary', status: 0 },
];

/** How long figures of the machine (load, free memory) are good for. */
const LOAD_MS = 5_000;

/**
 * Opens the embedded scheduler: jobs on this machine, kept in a folder. Any number of processes may have the
 * same folder open; one of them leads, and only that one starts jobs.
 * @throws SlurmError `STATE_…` when the folder cannot be used, `CONF_MALFORMED`
 */
export async function openLocalScheduler(options: LocalOptions): Promise<Scheduler> {
  const cluster = buildCluster(options.conf);
  const folder = openStateFolder(options.stateDir);
  const store = await Store.open(folder, cluster);
  const openRunner = options.openRunner ?? (() => openRealRunner(folder.runs));
  const call = new LeaderCall(folder, options.leaderCommand, options.log);
  let standing: StandingLeader | undefined;
  try {
    if (options.lead) {
      const { holdLeadership } = await import('./lead/hold-leadership.ts');
      standing = await holdLeadership({ store, cluster, folder, log: options.log }, openRunner);
    }
  } catch (error) {
    await store.close();
    throw error;
  }
  let ownRunner: Promise<Runner> | undefined;
  const runner = () => {
    ownRunner ??= openRunner();
    return ownRunner;
  };
  const wake = () => {
    if (standing?.leader) standing.leader.wake();
    // One that waits for its turn to lead takes over within a moment: no need to start another.
    else if (standing) standing.ring();
    else call.ring();
  };
  const partitions = partitionRecords(cluster);
  const jobs = snapshots<Job>();
  const nodes = snapshots<Node>();
  let load = { ...machineLoad(), until: 0 };

  const jobsNow = () => {
    const mirror = store.refresh();
    const version = String(mirror.version);
    return jobs(version, store.changed(), () => mirror.sorted().map((record) => flatJob(record, cluster)));
  };
  const nodesNow = () => {
    const mirror = store.refresh();
    if (Date.now() > load.until) load = { ...machineLoad(), until: Date.now() + LOAD_MS };
    const version = `${mirror.version} ${load.load} ${load.freeMemory}`;
    return nodes(version, store.changed(), () =>
      nodeRecords(cluster, mirror.records.values(), load, store.nodeSettings()),
    );
  };
  const jobNow = (id: JobSelector) => {
    // A plain job needs no more than its own record.
    const single = id.kind === 'job' ? store.job(id.jobId) : undefined;
    const records = single && !single.array && !single.het ? [single] : selectRecords(store.refresh(), id);
    return records.map((record) => flatJob(record, cluster));
  };
  /** Counts an operation, and carries it out in a session of its own. */
  const count = <Result>(
    rpc: Parameters<typeof counted>[1],
    caller: Caller,
    operation: (session: Session) => Result | Promise<Result>,
  ) =>
    counted(store, rpc, caller, (write) =>
      operation({ cluster, store, folder, accounts, runner, wake, write }),
    );
  /** The same of one that needs no session, as it only reads. */
  const countRead = <Result>(rpc: Parameters<typeof counted>[1], caller: Caller, read: () => Result) =>
    counted(store, rpc, caller, read);

  return {
    clusterName: cluster.name,
    accounting: localAccounting(store, cluster, folder),
    ping: (caller) => countRead('REQUEST_PING', caller, () => CONTROLLERS),
    diagnostics: (caller) => countRead('REQUEST_STATS_INFO', caller, () => diagnostics(store)),
    async resetDiagnostics(caller) {
      requireAdministrator(caller, 'reset the counters');
      await store.resetStatistics();
    },
    jobs: (caller) => countRead('REQUEST_JOB_INFO', caller, jobsNow),
    job: (caller, id) => countRead('REQUEST_JOB_INFO_SINGLE', caller, () => jobNow(id)),
    nodes: (caller) => countRead('REQUEST_NODE_INFO', caller, nodesNow),
    updateNodes: (caller, changes) =>
      count('REQUEST_UPDATE_NODE', caller, (own) => updateNodes(own, caller, changes)),
    partitions: (caller) =>
      countRead('REQUEST_PARTITION_INFO', caller, () => ({
        records: partitions,
        lastUpdate: 0,
        version: '0',
      })),
    submit: (caller, submission) =>
      count(
        submission.jobs.length > 1 ? 'REQUEST_SUBMIT_BATCH_HET_JOB' : 'REQUEST_SUBMIT_BATCH_JOB',
        caller,
        (own) => submit(own, caller, submission),
      ),
    update: (caller, id, changes) =>
      count('REQUEST_UPDATE_JOB', caller, (own) => update(own, caller, id, changes)),
    cancel: (caller, id) => count('REQUEST_KILL_JOB', caller, (own) => cancel(own, caller, id)),
    signal: (caller, id, number, scope) =>
      count('REQUEST_KILL_JOB', caller, (own) => signal(own, caller, id, number, scope)),
    requeue: (caller, id, how) =>
      count('REQUEST_JOB_REQUEUE', caller, (own) => requeue(own, caller, id, how)),
    suspend: (caller, id) => count('REQUEST_SUSPEND', caller, (own) => suspend(own, caller, id)),
    resume: (caller, id) => count('REQUEST_SUSPEND', caller, (own) => resume(own, caller, id)),
    script: (caller, jobId) => count('REQUEST_BATCH_SCRIPT', caller, (own) => script(own, caller, jobId)),
    async close() {
      call.close();
      await standing?.close();
      await (await ownRunner)?.close();
      await store.close();
    },
  };
}

/** Makes a snapshot anew only when its version has changed. */
function snapshots<Entry>() {
  let last: Snapshot<Entry> | undefined;
  return (version: string, lastUpdate: number, records: () => readonly Entry[]): Snapshot<Entry> => {
    if (last?.version !== version) last = { version, lastUpdate, records: records() };
    return last;
  };
}

export async function openRealRunner(directory: string): Promise<Runner> {
  const { openRunner } = await import('./run/open-runner.ts');
  return openRunner({ directory });
}
