import { Api, type V0045JobDescMsg } from './api.ts';

const [, , baseUrl = '', token = ''] = process.argv;
const { slurm } = new Api({
  baseUrl,
  baseApiParams: { headers: { 'X-SLURM-USER-TOKEN': token }, format: 'json' },
});

/** What was asked and the status of the answer, for the test to look at. */
const told: Record<string, number> = {};

async function ask<Data>(name: string, call: Promise<{ data: Data; status: number }>): Promise<Data> {
  const { data, status } = await call;
  told[name] = status;
  return data;
}

const job: V0045JobDescMsg = {
  name: 'typed',
  current_working_directory: '/tmp',
  environment: ['PATH=/usr/bin:/bin'],
  time_limit: { set: true, number: 5 },
  standard_output: '/dev/null',
};
const script = '#!/bin/sh\nsleep 300\n';
const submitted = await ask('submit', slurm.slurmV0045PostJobSubmit({ job, script }));
const id = String(submitted.job_id);

const { pings } = await ask('ping', slurm.slurmV0045GetPing());
const { statistics } = await ask('diag', slurm.slurmV0045GetDiag());
const { jobs } = await ask('jobs', slurm.slurmV0045GetJobs({ flags: 'DETAIL' }));
const { jobs: states } = await ask('states', slurm.slurmV0045GetJobsState());
const one = await ask('job', slurm.slurmV0045GetJob({ jobId: id }));
const { nodes = [] } = await ask('nodes', slurm.slurmV0045GetNodes());
await ask('node', slurm.slurmV0045GetNode({ nodeName: nodes[0]?.name ?? '' }));
const { partitions = [] } = await ask('partitions', slurm.slurmV0045GetPartitions());
await ask('partition', slurm.slurmV0045GetPartition({ partitionName: partitions[0]?.name ?? '' }));
await ask('reservations', slurm.slurmV0045GetReservations());
await ask('licenses', slurm.slurmV0045GetLicenses());
const cancelled = await ask('cancel', slurm.slurmV0045DeleteJob({ jobId: id }));

const missing = await slurm.slurmV0045GetJob({ jobId: '999' }).then(
  () => undefined,
  (failure: { error: { errors: { error_number: number }[] } }) => failure.error.errors[0]?.error_number,
);

process.stdout.write(
  JSON.stringify({
    told,
    up: pings[0]?.responding,
    jobs_submitted: statistics.jobs_submitted,
    name: one.jobs[0]?.name,
    limit: jobs[0]?.time_limit.number,
    states: states?.map(({ job_id }) => job_id),
    cancelled: cancelled.errors,
    missing,
  }),
);
