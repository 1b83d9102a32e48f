import { Api, type V0045JobDescMsg } from './api.ts';
import { COMMENT, HOSTS, JOB, play, SCRIPT } from './session.ts';

const [, , baseUrl = '', token = ''] = process.argv;
const { slurm, slurmdb, util } = new Api({
  baseUrl,
  baseApiParams: { headers: { 'X-SLURM-USER-TOKEN': token }, format: 'json' },
});

const job: V0045JobDescMsg = JOB;

await play({
  submit: () => slurm.slurmV0045PostJobSubmit({ job, script: SCRIPT }),
  ping: () => slurm.slurmV0045GetPing(),
  diag: () => slurm.slurmV0045GetDiag(),
  jobs: () => slurm.slurmV0045GetJobs({ flags: 'DETAIL' }),
  states: () => slurm.slurmV0045GetJobsState(),
  job: (jobId) => slurm.slurmV0045GetJob({ jobId }),
  nodes: () => slurm.slurmV0045GetNodes(),
  node: (nodeName) => slurm.slurmV0045GetNode({ nodeName }),
  partitions: () => slurm.slurmV0045GetPartitions(),
  partition: (partitionName) => slurm.slurmV0045GetPartition({ partitionName }),
  reservations: () => slurm.slurmV0045GetReservations(),
  licenses: () => slurm.slurmV0045GetLicenses(),
  storagePing: () => slurmdb.slurmdbV0045GetPing(),
  storageDiag: () => slurmdb.slurmdbV0045GetDiag(),
  storageConf: () => slurmdb.slurmdbV0045GetConf(),
  config: () => slurmdb.slurmdbV0045GetConfig(),
  accountedJobs: () => slurmdb.slurmdbV0045GetJobs({ job_name: JOB.name }),
  accountedJob: (jobId) => slurmdb.slurmdbV0045GetJob({ jobId }),
  comment: (jobId) => slurmdb.slurmdbV0045PostJob({ jobId }, COMMENT),
  users: () => slurmdb.slurmdbV0045GetUsers({}),
  user: (name) => slurmdb.slurmdbV0045GetUser({ name }),
  accounts: () => slurmdb.slurmdbV0045GetAccounts({}),
  account: (accountName) => slurmdb.slurmdbV0045GetAccount({ accountName }),
  associations: () => slurmdb.slurmdbV0045GetAssociations({}),
  qos: () => slurmdb.slurmdbV0045GetQos({}),
  tres: () => slurmdb.slurmdbV0045GetTres(),
  clusters: () => slurmdb.slurmdbV0045GetClusters({}),
  cluster: (clusterName) => slurmdb.slurmdbV0045GetCluster({ clusterName }),
  wckeys: () => slurmdb.slurmdbV0045GetWckeys({}),
  instances: () => slurmdb.slurmdbV0045GetInstances({}),
  hostnames: () => util.utilV0045PostHostnames({ hostlist: HOSTS }),
  cancel: (jobId) => slurm.slurmV0045DeleteJob({ jobId }),
  missing: () =>
    slurm.slurmV0045GetJob({ jobId: '999' }).then(
      () => undefined,
      (failure: { error: { errors: { error_number: number }[] } }) => failure.error.errors[0]?.error_number,
    ),
});
