import { describeErrno } from '../../../slurm/errno.ts';

/**
 * What slurmrestd writes for the error numbers that clients meet most: programs compare with these words.
 * Recorded from its answers by test/cluster/versioned.
 */
const TEXTS: Readonly<Record<number, string>> = {
  [-1]: 'Unspecified error',
  0: 'No error',
  11: 'Resource temporarily unavailable',
  1007: 'Protocol authentication error',
  2000: 'Invalid partition name specified',
  2001: 'No partition specified or system default partition',
  2002: 'Access/permission denied',
  2009: 'Job script not specified',
  2010: 'Invalid user id',
  2015: 'Requested partition configuration not available now',
  2016: 'Requested nodes are busy',
  2017: 'Invalid job id specified',
  2018: 'Invalid node name specified',
  2020: 'Job can not be altered now, try again later',
  2021: 'Job/step already completing or completed',
  2023: 'Task distribution specification invalid',
  2024: 'Job is pending execution',
  2028: 'Invalid node state specified',
  2029: 'Invalid feature specification',
  2031: 'Active features not subset of available features',
  2038: 'Job dependency problem',
  2042: 'Job is in held state, pending scheduler release',
  2048: 'Invalid license specification',
  2051: 'Requested time limit is invalid (missing or exceeds some limit)',
  2053: 'Requested reservation is invalid',
  2058: 'Requested reservation overlaps with another reservation',
  2063: 'Job cannot be submitted without the current working directory specified.',
  2078: 'Job can not start immediately',
  2081: 'Invalid job array specification',
  2084: 'Job has already finished',
  2085: 'Job is not running',
  2113: 'Invalid group id',
  2123: 'Invalid --nice value',
  2127: 'Environment is missing in job',
  2137: 'JobID can not be zero',
  2169: 'Unable to add node, node table is full',
  2172: 'Cannot signal job',
  2164: 'Unable to resolve group ID to group name',
  2166: 'Unable to resolve user ID to user name',
  2173: 'Invalid signal jobs request, at least one job id or filter is required.',
  2180: 'Invalid node state transition',
  9000: 'Query empty or not RFC7320 compliant',
  9001: 'Failure during parsing',
  9009: 'Query requirements not met',
  9200: 'Unable to resolve path',
  9202: 'Unable to convert Data type',
  9206: 'Data parser expects flags to be a list',
  9207: 'Data parser unable to parse invalid flag',
  9208: 'Data parser expected a list',
  9209: 'Data parser expected a dictionary or object',
  9211: 'Request matched more than one object to query. Request is limited to query of a single matching object.',
};

export function errorText(errno: number): string {
  return TEXTS[errno] ?? describeErrno(errno).meaning;
}
