import type { Dialect } from '../../engine/dialect.ts';
import type { ApiRequest, HeaderFields } from '../../engine/message.ts';
import { Reply, TEXT } from '../../engine/reply.ts';
import type { SlurmError } from '../../slurm/error.ts';
import { ACCOUNTING } from './accounting/endpoints.ts';
import { deleteNode, postNewNode, postNode, postNodes } from './cluster/change-nodes.ts';
import { deletePartition, postPartitions } from './cluster/change-partitions.ts';
import { deleteReservation, postReservation, postReservations } from './cluster/change-reservations.ts';
import { getNode, getNodes, getPartition, getPartitions } from './cluster/cluster.ts';
import { getLicenses, getReservation, getReservations } from './cluster/reservations.ts';
import { getConf } from './controller/conf.ts';
import { getDiag, getPing } from './controller/controller.ts';
import { getReconfigure } from './controller/reconfigure.ts';
import { getShares } from './controller/shares.ts';
import type { Endpoint } from './endpoint.ts';
import { errorText } from './envelope/error-text.ts';
import { statusOf } from './envelope/problems.ts';
import { postHostlist, postHostnames } from './hosts/convert-hosts.ts';
import { allocateJob } from './job-control/allocate.ts';
import { deleteJob } from './job-control/delete-job.ts';
import { deleteJobs } from './job-control/delete-jobs.ts';
import { requeueJob, requeueJobs } from './job-control/requeue.ts';
import { submitJob } from './job-control/submit.ts';
import { updateJob } from './job-control/update.ts';
import { getJob, getJobs } from './jobs/list-jobs.ts';
import { getResources } from './jobs/resource-layout.ts';
import { getJobStates } from './jobs/states.ts';
import { operationOf } from './operation.ts';
import { slurmErrno } from './refused.ts';
import { VERSIONS } from './version.ts';

/** Every endpoint of SchedMD's plugins that is served. */
export const ENDPOINTS: readonly Endpoint[] = [
  getPing,
  getDiag,
  getJobs,
  deleteJobs,
  getJobStates,
  submitJob,
  getJob,
  updateJob,
  deleteJob,
  requeueJob,
  requeueJobs,
  allocateJob,
  getResources,
  getNodes,
  postNodes,
  getNode,
  postNode,
  deleteNode,
  postNewNode,
  getPartitions,
  postPartitions,
  getPartition,
  deletePartition,
  getReservations,
  postReservations,
  postReservation,
  getReservation,
  deleteReservation,
  getLicenses,
  getShares,
  getConf,
  getReconfigure,
  postHostnames,
  postHostlist,
  ...ACCOUNTING,
];

/** Opens `/slurm/v0.0.42` and its successors. */
export function openDialect(): Dialect {
  return {
    operations: VERSIONS.flatMap((version) =>
      ENDPOINTS.filter(({ since = 42 }) => version >= since).map((endpoint) =>
        operationOf(endpoint, version),
      ),
    ),
    refuse,
  };
}

/** How slurmrestd refuses what reaches none of its operations: in words, whatever type is asked for. */
function refuse(error: SlurmError, request: ApiRequest): Reply {
  switch (error.code) {
    case 'PATH_UNKNOWN':
    case 'METHOD_NOT_ALLOWED':
      return new Reply(
        404,
        'Unable to find requested URL endpoint. GET /openapi/v3 lists all there are.',
        TEXT,
      );
    case 'NOT_ACCEPTABLE':
      return new Reply(415, 'HTTP Accept header content type is unknown or unsupported', TEXT);
    case 'MEDIA_TYPE_UNSUPPORTED':
      return new Reply(415, 'MIME type is unknown to any loaded plugins', TEXT);
    case 'BODY_MALFORMED':
      return new Reply(400, 'Failure during parsing', TEXT);
    case 'NOT_AUTHENTICATED':
      if (!hasCredentials(request.headers)) return new Reply(401, 'Authentication failure', TEXT);
      return refusal(error, 1007);
    default:
      return refusal(error, slurmErrno(error));
  }
}

function hasCredentials(headers: HeaderFields): boolean {
  return ['x-slurm-user-token', 'authorization', 'x-slurm-api-key'].some((name) => headers.has(name));
}

function refusal({ message, source }: SlurmError, errno: number): Reply {
  const problem = { description: message, error_number: errno, error: errorText(errno), source };
  return new Reply(statusOf(errno), { errors: [problem], warnings: [] });
}
