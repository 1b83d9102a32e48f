import { accounts } from '../../../slurm/accounts.ts';
import type { NodeChanges } from '../../../slurm/administration.ts';
import { given } from '../body/given.ts';
import { hostList } from '../body/host-list.ts';
import { missing, readFields } from '../body/read-fields.ts';
import { typedFields } from '../body/typed-fields.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { asking, notOffered, Refused } from '../refused.ts';
import { pathName } from './path-name.ts';

/** What may change of a node (SchedMD's update_node_msg). */
export const UPDATE_NODE = typedFields(`
  comment:string cpu_bind:int32 extra:string features:csv_string features_act:csv_string gres:string
  address:hostlist_string hostname:hostlist_string name:hostlist_string state:node_states reason:string
  reason_uid:string@-44 resume_after:uint32 topology_str:string@43- weight:uint32
`);
export const CREATE_NODE = typedFields('node_conf:string');

const WHAT = 'nodes that can be added or removed';

async function readChanges(context: EndpointContext): Promise<Partial<NodeChanges>> {
  const expected = { fields: UPDATE_NODE, schema: 'UPDATE_NODE_MSG', at: '#/' };
  const members = readFields(context.body ?? {}, expected, context);
  // Nodes are left alone by a request of which not all is understood.
  if (context.problems.length > 0) throw new Refused(context.problems.splice(0), { status: 500 });
  const text = (name: string) => members.get(name) as string | undefined;
  const list = (name: string) => (members.get(name) as readonly string[] | undefined)?.join(',');
  const number = (name: string) => members.get(name) as number | undefined;
  const state = members.get('state') as readonly string[] | undefined;
  const reasonUid = text('reason_uid');
  return given({
    node_names: hostList(members.get('name')),
    comment: text('comment'),
    cpu_bind: number('cpu_bind'),
    extra: text('extra'),
    features: list('features'),
    features_act: list('features_act'),
    gres: text('gres'),
    node_addr: hostList(members.get('address')),
    node_hostname: hostList(members.get('hostname')),
    state: state?.length ? state : undefined,
    reason: text('reason'),
    reason_uid: reasonUid === undefined ? undefined : await uidOf(reasonUid),
    resume_after: number('resume_after'),
    topology_str: text('topology_str'),
    weight: number('weight'),
  });
}

async function uidOf(text: string): Promise<number | undefined> {
  return /^\d+$/.test(text) ? Number(text) : (await accounts.byName(text))?.uid;
}

async function change(
  context: EndpointContext,
  changes: Partial<NodeChanges>,
  source: string,
): Promise<object> {
  const { scheduler, caller } = context;
  if (!scheduler.updateNodes) throw notOffered('nodes that can be changed', source);
  const { node_names = '' } = changes;
  await asking(
    scheduler.updateNodes(caller, { ...changes, node_names }),
    `Failure to update node ${node_names || '(null)'}`,
    source,
  );
  return {};
}

export const postNodes: Endpoint = {
  method: 'POST',
  path: 'nodes',
  id: 'post_nodes',
  summary: 'Change nodes',
  description: 'As scontrol update node does, for the nodes the request names. Administrators only.',
  body: 'update_node_msg',
  response: 'openapi_resp',
  handler: async (context) => change(context, await readChanges(context), '_update_nodes'),
};

export const postNode: Endpoint = {
  method: 'POST',
  path: 'node/{node_name}',
  id: 'post_node',
  summary: 'Change a node',
  description:
    'As scontrol update node does: its state (`DRAIN` with a reason, `RESUME`), features, weight, and so on. Administrators only.',
  body: 'update_node_msg',
  response: 'openapi_resp',
  async handler(context) {
    const name = pathName(context.params['node_name']!);
    if (typeof name !== 'string') return name;
    const { node_names: others, ...changes } = await readChanges(context);
    const source = '_update_node';
    if (others !== undefined) {
      const description = `node_names field ${others} ignored for singular node update`;
      context.warnings.push({ description, source });
    }
    return change(context, { ...changes, node_names: name }, source);
  },
};

export const deleteNode: Endpoint = {
  method: 'DELETE',
  path: 'node/{node_name}',
  id: 'delete_node',
  summary: 'Delete a node',
  description: 'As scontrol delete node does, for dynamic nodes. Administrators only.',
  response: 'openapi_resp',
  async handler({ params, scheduler, caller }) {
    const name = pathName(params['node_name']!);
    if (typeof name !== 'string') return name;
    const source = 'op_handler_node';
    if (!scheduler.deleteNodes) throw notOffered(WHAT, source);
    await asking(scheduler.deleteNodes(caller, name), `Failure to delete node ${name}`, source);
    return {};
  },
};

export const postNewNode: Endpoint = {
  method: 'POST',
  path: 'new/node',
  id: 'post_new_node',
  summary: 'Create a node',
  description: 'As scontrol create node does, from a line of slurm.conf. Administrators only.',
  since: 44,
  body: 'openapi_create_node_req',
  response: 'openapi_resp',
  async handler(context) {
    const expected = { fields: CREATE_NODE, schema: 'OPENAPI_CREATE_NODE_REQ', at: '#/' };
    const line = readFields(context.body ?? {}, expected, context).get('node_conf');
    if (line === undefined) throw missing('node_conf');
    const { scheduler, caller } = context;
    if (!scheduler.createNodes) throw notOffered(WHAT, '_create_node');
    await asking(scheduler.createNodes(caller, String(line)), 'Failure to create node', '_create_node');
    return {};
  },
};
