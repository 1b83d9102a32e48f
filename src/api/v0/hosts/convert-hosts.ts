import { SlurmError } from '../../../slurm/error.ts';
import { compressHostlist, expandHostlist } from '../../../slurm/hostlist.ts';
import { missing, readFields } from '../body/read-fields.ts';
import { typedFields } from '../body/typed-fields.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';

/** ESLURM_DATA_PARSING_INVALID_…: what does not make a host list. */
const INVALID = 9216;
const ENVELOPE = 'meta:meta_list errors:error_list warnings:warning_list';

/** The names a member of the body stands for, a list of host lists or one. @throws Refused */
function readHosts(context: EndpointContext, member: string, type: string, schema: string): string[] {
  const body = context.body ?? {};
  try {
    readFields(body, { fields: typedFields(`${member}:${type} ${ENVELOPE}`), schema, at: '#/' }, context);
    const value = (body as Record<string, unknown>)[member];
    if (value === undefined) throw missing(member);
    const lists = Array.isArray(value) ? value : [value];
    return lists.flatMap((list) => expanded(list, `#/${member}/`));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const description = 'Rejecting request. Failure parsing request';
    const rejected = problem(description, INVALID_QUERY, '_convert_hostnames_hostlist');
    throw new Refused([...error.problems, rejected]);
  }
}

function expanded(list: unknown, at: string): string[] {
  const invalid = (description: string) => new Refused([problem(description, INVALID, at)]);
  if (typeof list !== 'string') throw invalid(`string expected but got ${JSON.stringify(list)}`);
  try {
    return list === '' ? [] : expandHostlist(list);
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    throw invalid(`Invalid hostlist string: ${list}`);
  }
}

const COMMON = { method: 'POST', plugin: 'util', since: 44 } as const;

export const postHostnames: Endpoint = {
  ...COMMON,
  path: 'hostnames',
  id: 'post_hostnames',
  summary: 'Expand a host list',
  description: 'As scontrol show hostnames.',
  body: 'openapi_hostlist_req',
  response: 'openapi_hostnames_req_resp',
  async handler(context) {
    return { hostnames: readHosts(context, 'hostlist', 'string', 'OPENAPI_HOSTLIST_REQ_RESP') };
  },
};

export const postHostlist: Endpoint = {
  ...COMMON,
  path: 'hostlist',
  id: 'post_hostlist',
  summary: 'Make a host list of names',
  description: 'As scontrol show hostlistsorted, each name once.',
  body: 'openapi_hostnames_req',
  response: 'openapi_hostlist_req_resp',
  async handler(context) {
    const names = readHosts(context, 'hostnames', 'hostlist_string', 'OPENAPI_HOSTNAMES_REQ_RESP');
    return { hostlist: compressHostlist(names) };
  },
};
