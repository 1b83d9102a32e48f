import { answer, request, type Shape } from '../openapi/shape.ts';

/** Names of hosts, and the lists that stand for them. */
export const HOST_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_hostlist_req: request('A host list to expand.', { 'hostlist:string': 'E.g. `host[1-3,07-09]`.' }),
  openapi_hostnames_req: request('Names to make a host list of.', {
    'hostnames:hostlist_string': 'Each may be a host list itself.',
  }),
  openapi_hostnames_req_resp: answer('The names a host list stands for.', {
    'hostnames?:hostlist_string': 'In its order.',
  }),
  openapi_hostlist_req_resp: answer('The host list that stands for some names.', {
    'hostlist?:string': 'E.g. `host[1-3]`.',
  }),
};
