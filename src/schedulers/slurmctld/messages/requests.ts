import type { JobDescription, Submission } from '../../../slurm/job-description.ts';
import { formatJobId, type JobSelector } from '../../../slurm/job-id.ts';
import type { RequeueOptions, SignalScope } from '../../../slurm/scheduler.ts';
import { NO_VAL } from '../wire/sentinels.ts';
import { writeJobDescription } from './job-description.ts';
import { type Request, requestOf } from './request.ts';

/** Layouts: slurm_protocol_pack.c of Slurm, releases 20.11 to 26.05. Flags: slurm/slurm.h. */
const SHOW_ALL = 0x01;
const SHOW_DETAIL = 0x02;
/** Everything, hidden partitions too; the controller still leaves out what PrivateData forbids. */
const SHOW = SHOW_ALL | SHOW_DETAIL;

const KILL_SCOPE: Readonly<Record<SignalScope, number>> = { steps: 0, batch: 0x01, full: 0x08 };
/** Flags of a requeue: only what runs, hold it afterwards, as a special exit. Source: slurm/slurm.h, JOB_…. */
const REQUEUE_RUNNING = 1;
const REQUEUE_HOLD = 1 << 11;
const REQUEUE_SPECIAL_EXIT = 1 << 12;

const read = { repeatable: true };
const write = { repeatable: false };

export const ping = requestOf('REQUEST_PING', '', read);

/** Of a table: nothing but "no change" where it has not changed since `last_update` (the controller's clock). */
export const buildInfo = requestOf('REQUEST_BUILD_INFO', 'last_update:time', read);
const reservationInfo = requestOf('REQUEST_RESERVATION_INFO', 'last_update:time', read);

const jobInfo = requestOf('REQUEST_JOB_INFO', `last_update:time show_flags:u16 count:u32=NO_VAL`, read);
const nodeInfo = requestOf('REQUEST_NODE_INFO', 'last_update:time show_flags:u16', read);
const partitionInfo = requestOf('REQUEST_PARTITION_INFO', 'last_update:time show_flags:u16', read);
const licenseInfo = requestOf('REQUEST_LICENSE_INFO', 'last_update:time show_flags:u16', read);

export const allJobs = (last_update: number): Request => jobInfo({ last_update, show_flags: SHOW });
export const allNodes = (last_update: number): Request => nodeInfo({ last_update, show_flags: SHOW });
export const allPartitions = (last_update: number): Request =>
  partitionInfo({ last_update, show_flags: SHOW });
export const allReservations = (last_update: number): Request => reservationInfo({ last_update });
export const allLicenses = (last_update: number): Request => licenseInfo({ last_update, show_flags: SHOW });

const userJobs = requestOf('REQUEST_JOB_USER_INFO', 'user_id:u32 show_flags:u16', read);
/** The jobs of one user, for who wants no snapshot of all. @public */
export const jobsOfUser = (user_id: number): Request => userJobs({ user_id, show_flags: SHOW });

/** The step id that stands for a whole job where a message carries one. */
const STEP_ID = 'sluid:u64@44- job_id:u32=NO_VAL step_id:u32@44-=NO_VAL step_het_comp:u32@44-=NO_VAL';

const singleJob = requestOf('REQUEST_JOB_INFO_SINGLE', `${STEP_ID} show_flags:u16`, read);
export const oneJob = (job_id: number): Request => singleJob({ job_id, show_flags: SHOW });

const script = requestOf('REQUEST_BATCH_SCRIPT', `${STEP_ID} show_flags:u16`, read);

const layout = requestOf('REQUEST_RESOURCE_LAYOUT', `${STEP_ID} show_flags:u16`, read);
export const resourceLayout = (job_id: number): Request => layout({ job_id });
export const batchScript = (job_id: number): Request => script({ job_id });

const statistics = requestOf('REQUEST_STATS_INFO', 'command:u16', read);
export const readStatistics = (): Request => statistics({ command: 1 });
export const resetStatistics = (): Request => statistics({ command: 0 });

const token = requestOf('REQUEST_AUTH_TOKEN', 'lifespan:u32 username:string', read);
/** @param lifespan seconds */
export const authToken = (lifespan: number, username: string | undefined): Request =>
  token({ lifespan, username });

/** A controller that gets no sjob_id crashes: the encoder refuses to write the message without it. */
const killJob = requestOf(
  'REQUEST_KILL_JOB',
  `sluid:u64@42- job_id:u32=NO_VAL step_id:u32=NO_VAL step_het_comp:u32=NO_VAL sjob_id:string=REQUIRED sibling:string
   signal:u16 flags:u16`,
  write,
);
export function kill(job: JobSelector, signal: number, scope: SignalScope): Request {
  return killJob({ sjob_id: formatJobId(job), signal, flags: KILL_SCOPE[scope] });
}

const requeueJob = requestOf('REQUEST_JOB_REQUEUE', `${STEP_ID} job_id_str:string=REQUIRED flags:u32`, write);
export function requeue(job: JobSelector, { hold, incomplete, specialExit }: RequeueOptions): Request {
  const flags =
    (hold ? REQUEUE_HOLD : 0) | (incomplete ? REQUEUE_RUNNING : 0) | (specialExit ? REQUEUE_SPECIAL_EXIT : 0);
  return requeueJob({ job_id_str: formatJobId(job), flags });
}

const suspendJob = requestOf(
  'REQUEST_SUSPEND',
  `op:u16@-43 sluid:u64@44- job_id:u32=NO_VAL step_id:u32@44-=NO_VAL step_het_comp:u32@44-=NO_VAL op:u16@44-
   job_id_str:string=REQUIRED`,
  write,
);
export const suspend = (job: JobSelector): Request => suspendJob({ op: 0, job_id_str: formatJobId(job) });
export const resume = (job: JobSelector): Request => suspendJob({ op: 1, job_id_str: formatJobId(job) });

export function update(job: JobSelector, changes: JobDescription): Request {
  return {
    name: 'REQUEST_UPDATE_JOB',
    repeatable: false,
    write: (writer, version) =>
      writeJobDescription(writer, version, changes, { job_id: NO_VAL, job_id_str: formatJobId(job) }),
  };
}

/** One description is a job or an array, several are a het job; the script goes with the first. */
export function submit({ jobs, script }: Submission): Request {
  const [first] = jobs;
  if (jobs.length === 1) {
    return {
      name: 'REQUEST_SUBMIT_BATCH_JOB',
      repeatable: false,
      write: (writer, version) => writeJobDescription(writer, version, first, { script }),
    };
  }
  return {
    name: 'REQUEST_SUBMIT_BATCH_HET_JOB',
    repeatable: false,
    write(writer, version) {
      writer.u16(jobs.length);
      for (const job of jobs) writeJobDescription(writer, version, job, job === first ? { script } : {});
    },
  };
}
