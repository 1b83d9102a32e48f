import { type Accounts, accounts as thisMachine } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import type { Diagnostics } from '../../slurm/diagnostics.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Job } from '../../slurm/job.ts';
import { formatJobId, type JobSelector } from '../../slurm/job-id.ts';
import type { License } from '../../slurm/license.ts';
import type { Log } from '../../slurm/log.ts';
import type { Reservation } from '../../slurm/reservation.ts';
import type { ControllerStatus, Scheduler, Snapshot } from '../../slurm/scheduler.ts';
import type { SlurmConf } from '../../slurm/slurm-conf.ts';
import { openAccountingLater } from '../slurmdbd/open-later.ts';
import { administration } from './administration.ts';
import { type Credentials, openCredentials } from './auth/credentials.ts';
import { askFor, command, outcomesOf, requireSuccess } from './connection/ask.ts';
import type { Sender } from './connection/controller.ts';
import { Controllers } from './connection/controllers.ts';
import { allocate, decodeAllocation } from './messages/allocation.ts';
import {
  type ControllerConfiguration,
  decodeBuildInfo,
  decodeConfigurationRecord,
} from './messages/build-info.ts';
import { jobDecoder, jobInfoPrefix } from './messages/job-info.ts';
import { decodeSignalOutcomes, KILL_JOBS_SINCE, signalJobs } from './messages/kill-jobs.ts';
import { decodeSubmitted } from './messages/replies.ts';
import type { Request } from './messages/request.ts';
import * as requests from './messages/requests.ts';
import { decodeResourceLayout } from './messages/resource-layout.ts';
import { decodeShares, shares } from './messages/share-info.ts';
import { decodeStatistics } from './messages/statistics.ts';
import { selectJobs } from './select-jobs.ts';
import {
  arrangeJobs,
  jobFormat,
  LICENSE_FORMAT,
  NODE_FORMAT,
  PARTITION_FORMAT,
  RESERVATION_FORMAT,
} from './snapshot/formats.ts';
import { NodePartitions } from './snapshot/node-partitions.ts';
import type { PolledTable } from './snapshot/polled-table.ts';
import { readRecords } from './snapshot/record-table.ts';
import { SingleFlight } from './snapshot/single-flight.ts';
import { UserNames } from './snapshot/user-names.ts';
import { PRIVATE_DATA, VisibleTables } from './snapshot/visible-tables.ts';
import { completeDescriptionFor, completeSubmission } from './submission.ts';
import { untilGranted } from './until-granted.ts';
import { onceAVersion } from './wire/decoder.ts';
import { MESSAGE, type MessageName } from './wire/message-type.ts';
import { bestVersion } from './wire/protocol-version.ts';

/** How old the controller's configuration may be when it decides who may share a table. */
const CONFIGURATION_AGE_MS = 5_000;

export interface SlurmctldOptions {
  readonly conf: SlurmConf;
  readonly log: Log;
  /** Users of this machine; slurmctld leaves it to its clients to name them. */
  readonly accounts?: Accounts;
}

/** A real cluster: what {@link Scheduler} says, and what only slurmctld knows of. */
export interface SlurmctldScheduler extends Scheduler {
  confirm(caller: Caller): Promise<void>;
  reservations(caller: Caller): Promise<Snapshot<Reservation>>;
  licenses(caller: Caller): Promise<Snapshot<License>>;
  configuration(caller: Caller): Promise<ControllerConfiguration>;
  /** A token of the cluster for the caller. @param lifespan seconds */
  token(caller: Caller, lifespan: number): Promise<string>;
}

/**
 * Opens a real cluster, driven over Slurm's own RPC. Nothing is sent yet: a controller that is down shows when
 * it is first needed, and is found again once it is back.
 * @throws SlurmError `CONTROLLER_UNNAMED`
 */
export async function openSlurmctldScheduler(options: SlurmctldOptions): Promise<SlurmctldScheduler> {
  const { conf, log, accounts = thisMachine } = options;
  const controllers = new Controllers(conf, log);
  const credentials = await openCredentials(conf, accounts);
  const accounting = openAccountingLater(conf, accounts, log);
  return slurmctldScheduler(conf.clusterName, controllers, credentials, new UserNames(accounts), accounting);
}

function slurmctldScheduler(
  clusterName: string,
  controllers: Controllers,
  credentials: Credentials,
  names: UserNames,
  accounting: ReturnType<typeof openAccountingLater>,
): SlurmctldScheduler {
  const configurations = new SingleFlight<ControllerConfiguration>();
  // What is the same for everybody is asked once for all; who they are was found out before.
  const pings = new SingleFlight<readonly ControllerStatus[]>();
  const statistics = new SingleFlight<Diagnostics>();
  const jobs = new VisibleTables(jobFormat(names), PRIVATE_DATA.jobs);
  const nodes = new VisibleTables(NODE_FORMAT, PRIVATE_DATA.nodes);
  const partitions = new VisibleTables(PARTITION_FORMAT, PRIVATE_DATA.partitions);
  const reservations = new VisibleTables(RESERVATION_FORMAT, PRIVATE_DATA.reservations);
  const licenses = new VisibleTables(LICENSE_FORMAT, 0);
  const jobDecoderAt = onceAVersion((version) => jobDecoder(version, names.of));
  const nodePartitions = new WeakMap<PolledTable<unknown>, NodePartitions>();

  const senderFor = (caller: Caller): Sender => ({ name: caller.name, credential: credentials.of(caller) });

  const data = async (reply: MessageName, request: Request, caller: Caller, subject = '') => {
    const body = await askFor(reply, controllers, request, senderFor(caller), subject);
    // Only a question with a time of its own can be answered with "no change".
    if (!body)
      throw new SlurmError('REPLY_MALFORMED', { problem: 'it says "no change" to a first question' });
    return body;
  };
  const configuration = (caller: Caller, maxAgeMs = 0): Promise<ControllerConfiguration> =>
    configurations.get(async (onSent) => {
      const request = { ...requests.buildInfo(), onSent };
      const { reader, version } = await data('RESPONSE_BUILD_INFO', request, caller);
      return decodeBuildInfo(reader, version);
    }, maxAgeMs);

  /** The caller's view of a table, asked for with the caller's own credential. */
  const view = async <Entry>(
    tables: VisibleTables<Entry>,
    reply: MessageName,
    request: (lastUpdate: number) => Request,
    caller: Caller,
    maxAgeMs?: number,
  ): Promise<{ table: PolledTable<Entry>; snapshot: Snapshot<Entry> }> => {
    const sender = senderFor(caller);
    const table = tables.of(caller, await configuration(caller, CONFIGURATION_AGE_MS));
    const source = {
      fetch: (lastUpdate: number, onSent: () => void) =>
        askFor(reply, controllers, { ...request(lastUpdate), onSent }, sender),
      clock: () => controllers.clock,
    };
    return { table, snapshot: await table.read(source, maxAgeMs) };
  };
  const partitionView = (caller: Caller, maxAgeMs?: number) =>
    view(partitions, 'RESPONSE_PARTITION_INFO', requests.allPartitions, caller, maxAgeMs);

  const jobSnapshot = async (caller: Caller, id: JobSelector): Promise<Snapshot<Job>> => {
    const { reader, version } = await data(
      'RESPONSE_JOB_INFO',
      requests.oneJob(id.jobId),
      caller,
      formatJobId(id),
    );
    const prefix = jobInfoPrefix(reader, version);
    const start = reader.position;
    const decoder = jobDecoderAt(version);
    const { records } = await names.settle(() => {
      reader.position = start;
      return readRecords<Job>(reader, prefix.count, version, decoder, undefined);
    });
    const found = selectJobs(arrangeJobs(records, prefix), id);
    if (found.length === 0) throw new SlurmError('JOB_UNKNOWN', { job: formatJobId(id) });
    const { lastUpdate, lastBackfill } = prefix;
    return { records: found, lastUpdate, lastBackfill, version: '' };
  };

  return {
    clusterName,
    rpcs: controllers.sent,
    ...(accounting && { accounting }),

    ping: (caller) => pings.get((onSent) => controllers.ping(senderFor(caller), onSent)),

    diagnostics: (caller) =>
      statistics.get(async (onSent) => {
        const request = { ...requests.readStatistics(), onSent };
        const { reader, version } = await data('RESPONSE_STATS_INFO', request, caller);
        const start = reader.position;
        return names.settle(() => {
          reader.position = start;
          return decodeStatistics(reader, version, names.of);
        });
      }),

    async resetDiagnostics(caller) {
      // 22.05 answers with the statistics, 24.11 and later with a return code.
      const reply = await controllers.call(requests.resetStatistics(), senderFor(caller));
      if (reply.type !== MESSAGE.RESPONSE_STATS_INFO) requireSuccess(reply, 'REQUEST_STATS_INFO', '');
    },

    async jobs(caller, maxAgeMs) {
      return (await view(jobs, 'RESPONSE_JOB_INFO', requests.allJobs, caller, maxAgeMs)).snapshot;
    },

    async job(caller, id) {
      return (await jobSnapshot(caller, id)).records;
    },
    jobSnapshot,

    async nodes(caller, maxAgeMs) {
      const [{ table, snapshot }, ofPartitions] = await Promise.all([
        view(nodes, 'RESPONSE_NODE_INFO', requests.allNodes, caller, maxAgeMs),
        partitionView(caller, maxAgeMs),
      ]);
      let joining = nodePartitions.get(table);
      if (!joining) {
        joining = new NodePartitions();
        nodePartitions.set(table, joining);
      }
      return joining.join(snapshot, ofPartitions.snapshot);
    },

    async partitions(caller, maxAgeMs) {
      return (await partitionView(caller, maxAgeMs)).snapshot;
    },

    async reservations(caller) {
      return (await view(reservations, 'RESPONSE_RESERVATION_INFO', requests.allReservations, caller))
        .snapshot;
    },

    async licenses(caller) {
      return (await view(licenses, 'RESPONSE_LICENSE_INFO', requests.allLicenses, caller)).snapshot;
    },

    configuration: (caller) => configuration(caller),

    confirm: (caller) => command(controllers, requests.ping(), senderFor(caller)),

    async software(caller) {
      const { version, accounting_storage_type } = await configuration(caller, CONFIGURATION_AGE_MS);
      return { release: version, accountingStorage: accounting_storage_type };
    },

    async token(caller, lifespan) {
      const { reader } = await data('RESPONSE_AUTH_TOKEN', requests.authToken(lifespan, undefined), caller);
      const token = reader.string();
      if (token === '')
        throw new SlurmError('CONTROLLER_REFUSED', { problem: 'The cluster does not use auth/jwt.' });
      return token;
    },

    async submit(caller, submission) {
      const request = requests.submit(completeSubmission(submission, caller));
      const { reader, version } = await data('RESPONSE_SUBMIT_BATCH_JOB', request, caller);
      return decodeSubmitted(reader, version);
    },

    update: (caller, id, changes) =>
      command(controllers, requests.update(id, changes), senderFor(caller), formatJobId(id)),
    cancel: (caller, id) =>
      command(controllers, requests.kill(id, SIGKILL, 'steps'), senderFor(caller), formatJobId(id)),
    signal: (caller, id, signal, scope) =>
      command(controllers, requests.kill(id, signal, scope), senderFor(caller), formatJobId(id)),
    requeue: (caller, id, options) =>
      command(controllers, requests.requeue(id, options), senderFor(caller), formatJobId(id)),
    async requeueTasks(caller, id, options) {
      const request = requests.requeue(id, options);
      const outcomes = await outcomesOf(controllers, request, senderFor(caller), formatJobId(id));
      return outcomes.map(({ tasks, code, message }) => ({ job: tasks, code, message: message ?? '' }));
    },
    suspend: (caller, id) => command(controllers, requests.suspend(id), senderFor(caller), formatJobId(id)),
    resume: (caller, id) => command(controllers, requests.resume(id), senderFor(caller), formatJobId(id)),

    async signalJobs(caller, signal) {
      const { version: release } = await configuration(caller, CONFIGURATION_AGE_MS);
      if (bestVersion(release, KILL_JOBS_SINCE) < KILL_JOBS_SINCE) return undefined;
      const { reader, version } = await data('RESPONSE_KILL_JOBS', signalJobs(signal), caller);
      return decodeSignalOutcomes(reader, version);
    },

    async allocate(caller, jobs, isHet) {
      const request = allocate(
        jobs.map((job) => completeDescriptionFor(caller, job)),
        isHet,
      );
      const reply = isHet ? 'RESPONSE_HET_JOB_ALLOCATION' : 'RESPONSE_RESOURCE_ALLOCATION';
      const { reader, version } = await data(reply, request, caller);
      const { granted, ...submitted } = decodeAllocation(reader, version, isHet);
      if (!granted) await untilGranted(this, caller, submitted.jobId);
      return submitted;
    },

    async resourceLayout(caller, jobId) {
      const { reader } = await data(
        'RESPONSE_RESOURCE_LAYOUT',
        requests.resourceLayout(jobId),
        caller,
        String(jobId),
      );
      return decodeResourceLayout(reader);
    },

    async configurationRecord(caller) {
      const { reader, version } = await data('RESPONSE_BUILD_INFO', requests.buildInfo(), caller);
      return decodeConfigurationRecord(reader, version);
    },

    async shares(caller, accounts, users) {
      const { reader, version } = await data('RESPONSE_SHARE_INFO', shares(accounts, users), caller);
      return decodeShares(reader, version);
    },

    ...administration(controllers, senderFor),

    async script(caller, jobId) {
      const { reader } = await data(
        'RESPONSE_BATCH_SCRIPT',
        requests.batchScript(jobId),
        caller,
        String(jobId),
      );
      return reader.string();
    },

    async close() {
      controllers.close();
      accounting?.close();
    },
  };
}

/** To slurmctld, SIGKILL to a whole job means: end it as scancel does. */
const SIGKILL = 9;
