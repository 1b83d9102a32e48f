import type { Accounting } from '../../slurm/accounting/accounting.ts';
import type { StorageStatus } from '../../slurm/accounting/diagnostics.ts';
import type { Accounts } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Log } from '../../slurm/log.ts';
import type { SlurmConf } from '../../slurm/slurm-conf.ts';
import { openCredentials } from '../slurmctld/auth/credentials.ts';
import { openChanges, openJobChanges } from './changes.ts';
import { accountingError } from './connection/accounting-error.ts';
import { ask, askForList } from './connection/ask.ts';
import type { Server, Session } from './connection/server.ts';
import { Sessions } from './connection/sessions.ts';
import * as conditions from './messages/conditions.ts';
import { CONFIGURATION_SINCE, configurationDecoder, getConfiguration } from './messages/configuration.ts';
import { getJobs } from './messages/job-conditions.ts';
import { LISTS, type ListKind } from './messages/lists.ts';
import type { DbdRequest } from './messages/request.ts';
import { decodeAccountingStatistics } from './messages/statistics.ts';
import { storageAddresses, storageConf } from './storage.ts';

/** ESLURM_NOT_SUPPORTED. */
const NOT_SUPPORTED = 2036;

/** The accounting of a real cluster, and what ends its connections. */
export interface SlurmdbdAccounting extends Accounting {
  close(): void;
}

/**
 * The accounting of a real cluster, spoken to over slurmdbd's own RPC; `undefined` where it keeps none. Nothing is
 * sent yet.
 */
export function openSlurmdbdAccounting(
  conf: SlurmConf,
  accounts: Accounts,
  log: Log,
): SlurmdbdAccounting | undefined {
  const addresses = storageAddresses(conf);
  if (!addresses) return undefined;
  const sessions = new Sessions(addresses, log);
  // Most processes ask for no accounts, so nobody reads keys for that before.
  let credentials: ReturnType<typeof openCredentials> | undefined;

  const asCaller = async (caller: Caller) => {
    credentials ??= openCredentials(storageConf(conf), accounts, 'anybody');
    return { name: caller.name, credential: (await credentials).of(caller) };
  };
  const withSession = async <Answer>(caller: Caller, use: (session: Session) => Promise<Answer>) => {
    return sessions.with(await asCaller(caller), use);
  };
  const list = <Entry>(
    caller: Caller,
    request: DbdRequest,
    { message, decoder, size }: ListKind<Entry>,
  ): Promise<readonly Entry[]> =>
    withSession(caller, (session) => askForList(session, request, message, decoder(session.version), size));

  return {
    async ping(caller) {
      const sender = await asCaller(caller);
      return Promise.all(
        sessions.servers.map((server, index) =>
          statusOf(server, index === 0, async () => (await server.open(sender)).connection.close()),
        ),
      );
    },
    statistics: (caller) =>
      withSession(caller, async (session) =>
        decodeAccountingStatistics(await ask(session, conditions.getStatistics, 'DBD_GOT_STATS')),
      ),
    configuration: (caller) =>
      withSession(caller, async (session) => {
        if (session.version < CONFIGURATION_SINCE)
          throw accountingError({ code: NOT_SUPPORTED, comment: '' }, getConfiguration.name);
        const body = await ask(session, getConfiguration, 'DBD_GOT_CONFIG');
        return configurationDecoder(session.version).read(body);
      }),
    jobs: (caller, wanted) => list(caller, getJobs(wanted), LISTS.jobs),
    modifyJobs: openJobChanges(withSession),
    users: (caller, wanted) => list(caller, conditions.getUsers(wanted), LISTS.users),
    accounts: (caller, wanted) => list(caller, conditions.getAccounts(wanted), LISTS.accounts),
    associations: (caller, wanted) => list(caller, conditions.getAssociations(wanted), LISTS.associations),
    qos: (caller, wanted) => list(caller, conditions.getQos(wanted), LISTS.qos),
    tres: (caller, wanted) => list(caller, conditions.getTres(wanted), LISTS.tres),
    clusters: (caller, wanted) => list(caller, conditions.getClusters(wanted), LISTS.clusters),
    wckeys: (caller, wanted) => list(caller, conditions.getWckeys(wanted), LISTS.wckeys),
    instances: (caller, wanted) => list(caller, conditions.getInstances(wanted), LISTS.instances),
    changes: openChanges(withSession),
    close: () => sessions.close(),
  };
}

async function statusOf(
  { options: { host } }: Server,
  primary: boolean,
  ask: () => Promise<void>,
): Promise<StorageStatus> {
  const start = performance.now();
  const status = (errno: number): StorageStatus => ({
    hostname: host,
    up: errno === 0,
    latency: Math.round((performance.now() - start) * 1000),
    primary,
    status: errno,
  });
  try {
    await ask();
    return status(0);
  } catch (error) {
    if (!(error instanceof SlurmError) || error.status === 403) throw error;
    return status(error.errno);
  }
}
