/** What a call gave. */
export interface Answer<Data> {
  readonly data: Data;
  readonly status: number;
}

type Asked<Data = object> = Promise<Answer<Data>>;
interface Named {
  readonly name: string;
}

/** Every call of the session, as a client made by a generator has it; the types are what the session looks at. */
export interface Calls {
  submit(): Asked<{ job_id: number }>;
  ping(): Asked<{ pings: { responding: boolean }[] }>;
  diag(): Asked<{ statistics: { jobs_submitted: number } }>;
  jobs(): Asked<{ jobs: { time_limit: { number?: number } }[] }>;
  states(): Asked<{ jobs?: { job_id: string }[] }>;
  job(id: string): Asked<{ jobs: Named[] }>;
  nodes(): Asked<{ nodes?: Named[] }>;
  node(name: string): Asked;
  partitions(): Asked<{ partitions?: Named[] }>;
  partition(name: string): Asked;
  reservations(): Asked;
  licenses(): Asked;
  storagePing(): Asked<{ pings?: { responding: boolean }[] }>;
  storageDiag(): Asked<{ statistics: { RPCs?: { rpc: string }[] } }>;
  storageConf(): Asked<{ slurmdbd_conf: { DbdHost: string } }>;
  config(): Asked<{ qos?: Named[] }>;
  accountedJobs(): Asked<{ jobs?: { job_id: number; association: { account?: string } }[] }>;
  accountedJob(id: string): Asked<{ jobs?: Named[] }>;
  comment(id: string): Asked<{ results?: string[] }>;
  users(): Asked<{ users?: Named[] }>;
  user(name: string): Asked;
  accounts(): Asked<{ accounts?: Named[] }>;
  account(name: string): Asked;
  associations(): Asked<{ associations?: { user: string }[] }>;
  qos(): Asked<{ qos?: Named[] }>;
  tres(): Asked<{ TRES: { type: string }[] }>;
  clusters(): Asked<{ clusters?: Named[] }>;
  cluster(name: string): Asked;
  wckeys(): Asked;
  instances(): Asked;
  hostnames(): Asked<{ hostnames?: string[] }>;
  cancel(id: string): Asked<{ errors: object[] }>;
  /** Number of the error. */
  missing(): Promise<number | undefined>;
}

export const JOB = {
  name: 'typed',
  current_working_directory: '/tmp',
  environment: ['PATH=/usr/bin:/bin'],
  time_limit: { set: true, number: 5 },
  standard_output: '/dev/null',
};
export const SCRIPT = '#!/bin/sh\nsleep 300\n';
export const HOSTS = 'host[1-2]';
export const COMMENT = { comment: { job: 'typed' } };

/** Makes every call once, and prints what came of them for the test to look at. */
export async function play(calls: Calls): Promise<void> {
  const told: Record<string, number> = {};
  const noted = async <Data>(name: string, call: Asked<Data>): Promise<Data> => {
    const { data, status } = await call;
    told[name] = status;
    return data;
  };
  const { job_id } = await noted('submit', calls.submit());
  const id = String(job_id);
  const { pings } = await noted('ping', calls.ping());
  const { statistics } = await noted('diag', calls.diag());
  const { jobs } = await noted('jobs', calls.jobs());
  const { jobs: states } = await noted('states', calls.states());
  const one = await noted('job', calls.job(id));
  const { nodes = [] } = await noted('nodes', calls.nodes());
  await noted('node', calls.node(nodes[0]?.name ?? ''));
  const { partitions = [] } = await noted('partitions', calls.partitions());
  await noted('partition', calls.partition(partitions[0]?.name ?? ''));
  await noted('reservations', calls.reservations());
  await noted('licenses', calls.licenses());

  const storage = await noted('storagePing', calls.storagePing());
  await noted('storageDiag', calls.storageDiag());
  const { slurmdbd_conf } = await noted('storageConf', calls.storageConf());
  const { qos: dumped = [] } = await noted('config', calls.config());
  const { jobs: accounted = [] } = await noted('accountedJobs', calls.accountedJobs());
  const { results } = await noted('comment', calls.comment(id));
  const { jobs: runs = [] } = await noted('accountedJob', calls.accountedJob(id));
  const { users = [] } = await noted('users', calls.users());
  await noted('user', calls.user(users[0]?.name ?? ''));
  const { accounts = [] } = await noted('accounts', calls.accounts());
  await noted('account', calls.account(accounts[0]?.name ?? ''));
  const { associations = [] } = await noted('associations', calls.associations());
  const { qos = [] } = await noted('qos', calls.qos());
  const { TRES } = await noted('tres', calls.tres());
  const { clusters = [] } = await noted('clusters', calls.clusters());
  await noted('cluster', calls.cluster(clusters[0]?.name ?? ''));
  await noted('wckeys', calls.wckeys());
  await noted('instances', calls.instances());
  const { hostnames } = await noted('hostnames', calls.hostnames());
  const cancelled = await noted('cancel', calls.cancel(id));

  process.stdout.write(
    JSON.stringify({
      told,
      up: pings[0]?.responding,
      jobs_submitted: statistics.jobs_submitted,
      name: one.jobs[0]?.name,
      limit: jobs[0]?.time_limit.number,
      states: states?.map((state) => state.job_id),
      storage: {
        up: storage.pings?.[0]?.responding,
        host: slurmdbd_conf.DbdHost,
        job: accounted.some((one) => one.job_id === job_id),
        name: runs[0]?.name,
        results,
        associations: associations.length,
        qos: [...dumped, ...qos].map(({ name }) => name),
        tres: TRES[0]?.type,
      },
      hostnames,
      cancelled: cancelled.errors,
      missing: await calls.missing(),
    }),
  );
}
