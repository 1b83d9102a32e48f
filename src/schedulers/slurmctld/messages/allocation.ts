import type { JobDescription } from '../../../slurm/job-description.ts';
import type { Submitted } from '../../../slurm/scheduler.ts';
import { compileDecoder, onceAVersion } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Reader } from '../wire/reader.ts';
import { writeJobDescription } from './job-description.ts';
import type { Request } from './request.ts';

/** Nodes without a script; several descriptions are a het job. */
export function allocate(jobs: readonly JobDescription[], isHet: boolean): Request {
  return {
    name: isHet ? 'REQUEST_HET_JOB_ALLOCATION' : 'REQUEST_RESOURCE_ALLOCATION',
    repeatable: false,
    write(writer, version) {
      if (isHet) writer.u16(jobs.length);
      for (const job of jobs) writeJobDescription(writer, version, job);
    },
  };
}

/** What stands in front; the rest is of use to srun alone. */
interface Allocation {
  readonly job_id: number;
  readonly error_code: number;
  readonly job_submit_user_msg: string | undefined;
  /** 0 while the job waits. */
  readonly node_cnt: number;
}

/** Source: _unpack_resource_allocation_response_msg of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const TO_43 = fieldTable(`
  account:string alias_list:string@-42 batch_host:string@38- environment:strings error_code:u32 gid:u32@39-
  group_name:string@39- job_submit_user_msg:nullableString job_id:u32 node_cnt:u32
`);
const SINCE_44 = fieldTable(`
  account:string batch_host:string environment:strings error_code:u32 gid:u32 group_name:string
  job_submit_user_msg:nullableString node_cnt:u32 node_list:string ntasks_per_board:u16 ntasks_per_core:u16
  ntasks_per_tres:u16 ntasks_per_socket:u16
`);
const AFTER_GROUPS = fieldTable(`
  partition:string pn_min_memory:u64 qos:string resv_name:string segment_size:u16 start_protocol_ver:u16 sluid:u64exact
  job_id:u32
`);

const BLANK: Allocation = { job_id: 0, error_code: 0, job_submit_user_msg: undefined, node_cnt: 0 };

const earlyDecoder = onceAVersion((version) => compileDecoder(TO_43, { version, blank: BLANK }));
const lateDecoder = onceAVersion((version) => compileDecoder(SINCE_44, { version, blank: BLANK }));
const idDecoder = onceAVersion((version) => compileDecoder(AFTER_GROUPS, { version, blank: { job_id: 0 } }));

/**
 * Reads RESPONSE_RESOURCE_ALLOCATION, or the first of RESPONSE_HET_JOB_ALLOCATION.
 * @returns `granted`: whether the job has its nodes already
 */
export function decodeAllocation(
  reader: Reader,
  version: number,
  isHet: boolean,
): Submitted & { readonly granted: boolean } {
  if (isHet) reader.skip(2);
  const { job_id, error_code, job_submit_user_msg, node_cnt } = readAllocation(reader, version);
  return { jobId: job_id, errorCode: error_code, userMessage: job_submit_user_msg, granted: node_cnt > 0 };
}

function readAllocation(reader: Reader, version: number): Allocation {
  if (version < 44) return earlyDecoder(version).read(reader);
  const allocation = lateDecoder(version).read(reader);
  // Two arrays, of which nothing comes where there are no groups of CPUs.
  if (reader.u32() > 0) {
    reader.skipU16s();
    reader.skipU32s();
  }
  return { ...allocation, ...idDecoder(version).read(reader) };
}
