import type { PartitionChanges } from '../../../slurm/administration.ts';
import { parseMemory } from '../../../slurm/memory.ts';
import { given } from '../body/given.ts';
import { missing, readFields, readList } from '../body/read-fields.ts';
import { readObject, type Value } from '../body/read-value.ts';
import { typedFields } from '../body/typed-fields.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { asking, notOffered, Refused, severalRefused } from '../refused.ts';
import { bindingBits, preemptBits } from './partition-table.ts';
import { pathName } from './path-name.ts';
import { readExclusive, readOversubscribe } from './sharing.ts';

/** What a partition may be asked to be: SchedMD's partition_info, by the path of its members. */
export const PARTITION = typedFields(`
  nodes.allowed_allocation:string accounts.allowed:string groups.allowed:string qos.allowed:string alternate:string
  tres.billing_weights:string cluster:string select_type:cr_type cpus.task_binding:cpu_binding_flags
  defaults.partition_memory_per_cpu:uint64 defaults.partition_memory_per_node:uint64 defaults.time:uint32
  accounts.deny:string qos.deny:string flags:partition_flags partition.exclusive:string grace_time:int32
  defaults.job:string maximums.cpus_per_node:uint32 maximums.cpus_per_socket:uint32
  maximums.partition_memory_per_cpu:uint64 maximums.partition_memory_per_node:uint64 maximums.nodes:uint32
  partition.oversubscribe:string maximums.time:uint32 minimums.nodes:int32 name:string nodes.configured:string
  node_sets:string maximums.over_time_limit:uint16 preempt_mode:preempt_mode priority.job_factor:int32
  priority.tier:int32 qos.assigned:string timeouts.resume:uint16 topology:string partition.state:partition_states
  suspend_time:uint32 timeouts.suspend:uint16 cpus.total:int32 nodes.total:int32 tres.configured:string
`);
const MANY = typedFields('partitions:update_partition_msg_list');

/** ESLURM_INVALID_PARTITION_NAME. */
const NO_NAME = 2000;
const WHAT = 'partitions that can be changed';
/** What nobody can set, in the order in which it is told of. */
const READ_ONLY = [
  'cluster',
  'select_type',
  'timeouts.resume',
  'suspend_time',
  'timeouts.suspend',
  'cpus.total',
  'nodes.total',
  'tres.configured',
];

function readPartition(body: unknown, at: string, context: EndpointContext): Map<string, Value> {
  const members = readFields(body, { fields: PARTITION, schema: 'PARTITION_INFO', at }, context);
  // Read here, so that what makes no sense in one partition refuses all of them.
  readOversubscribe(members.get('partition.oversubscribe'), `${at}partition/oversubscribe/`);
  readExclusive(members.get('partition.exclusive'), `${at}partition/exclusive/`);
  return members;
}

function changesOf(members: ReadonlyMap<string, Value>): PartitionChanges {
  const text = (name: string) => members.get(name) as string | undefined;
  const number = (name: string) => {
    const value = members.get(name);
    return value === 'UNLIMITED' ? Number.POSITIVE_INFINITY : (value as number | undefined);
  };
  const memory = (of: string) =>
    memorySize(members.get(`${of}.partition_memory_per_node`), 'node') ??
    memorySize(members.get(`${of}.partition_memory_per_cpu`), 'cpu');
  const words = (name: string) => members.get(name) as readonly string[] | undefined;
  const exclusive = readExclusive(members.get('partition.exclusive'));
  const share = exclusive.max_share ?? readOversubscribe(members.get('partition.oversubscribe'));
  const sets = text('node_sets') === 'ALL' ? undefined : text('node_sets');
  const nodes = [text('nodes.configured'), sets].filter(Boolean).join(',');
  const flags = [...(words('flags') ?? []), ...exclusive.flags];
  return {
    name: text('name')!,
    ...given({
      allow_accounts: text('accounts.allowed'),
      allow_alloc_nodes: text('nodes.allowed_allocation'),
      allow_groups: text('groups.allowed'),
      allow_qos: text('qos.allowed'),
      alternate: text('alternate'),
      billing_weights_str: text('tres.billing_weights'),
      cpu_bind: bindingBits(words('cpus.task_binding')),
      def_mem: memory('defaults'),
      default_time: number('defaults.time'),
      deny_accounts: text('accounts.deny'),
      deny_qos: text('qos.deny'),
      flags: flags.length > 0 ? flags : undefined,
      job_defaults_str: text('defaults.job'),
      grace_time: number('grace_time'),
      max_cpus_per_node: number('maximums.cpus_per_node'),
      max_cpus_per_socket: number('maximums.cpus_per_socket'),
      max_mem: memory('maximums'),
      max_nodes: number('maximums.nodes'),
      max_share: share,
      max_time: number('maximums.time'),
      min_nodes: number('minimums.nodes'),
      nodes: nodes === '' ? text('nodes.configured') : nodes,
      over_time_limit: number('maximums.over_time_limit'),
      preempt_mode: preemptBits(words('preempt_mode')),
      priority_job_factor: number('priority.job_factor'),
      priority_tier: number('priority.tier'),
      qos_char: text('qos.assigned'),
      state_up: words('partition.state')?.find((word) => word !== 'UNKNOWN') as PartitionChanges['state_up'],
      topology_name: text('topology'),
    }),
  };
}

/** MiB; without end is 0 there. */
function memorySize(value: Value | undefined, per: 'cpu' | 'node'): PartitionChanges['def_mem'] {
  if (value === undefined) return undefined;
  if (value === 'UNLIMITED') return { mib: 0, per };
  return { mib: typeof value === 'number' ? value : (parseMemory(String(value)) ?? 0), per };
}

/** @throws Refused */
function readPartitions(context: EndpointContext): Map<string, Value>[] {
  const { body = {}, problems } = context;
  try {
    const partitions = readObject(body, '#/')['partitions'];
    const list = partitions === undefined ? undefined : readList(partitions, '#/partitions/');
    const read = list?.map(([one, at]) => readPartition(one, at, context));
    readFields(body, { fields: MANY, schema: 'OPENAPI_PARTITIONS_MOD_REQ', at: '#/' }, context);
    if (!read) throw missing('partitions');
    // As with nodes: what is not understood changes nothing.
    if (problems.length > 0) throw new Refused(problems.splice(0), { status: 500 });
    return read;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const said = problem('Rejecting request. Failure parsing query', INVALID_QUERY, '_partitions_mod');
    throw new Refused([...error.problems, said], { status: error.status });
  }
}

export const postPartitions: Endpoint = {
  method: 'POST',
  path: 'partitions',
  id: 'post_partitions',
  summary: 'Create or change partitions',
  description:
    'As scontrol create or update partition does, one after the other; the name `default` means what new partitions are like. Administrators only.',
  since: 45,
  body: 'openapi_partitions_mod_req',
  response: 'openapi_resp',
  async handler(context) {
    const asked = readPartitions(context);
    const { scheduler, caller, warnings } = context;
    const { createPartition, updatePartition } = scheduler;
    if (!createPartition || !updatePartition) throw notOffered(WHAT, '_partitions_mod');
    const { records } = await asking(
      scheduler.partitions(caller),
      'Unable to query partitions',
      'slurm_load_partitions()',
    );
    const existing = new Set(records.map(({ name }) => name));
    const failed = [];
    for (const [index, members] of asked.entries()) {
      const name = members.get('name');
      if (name === undefined) {
        const said = `The partition description at index ${index} must specify a name. Skipping`;
        failed.push(problem(said, NO_NAME, '_foreach_create_update_partition'));
        continue;
      }
      const ignored = READ_ONLY.filter((path) => members.get(path));
      if (ignored.length > 0) {
        const paths = ignored.map((path) => path.replaceAll('.', '/')).join(', ');
        const description = `The partition description at index ${index} contains the following ignored fields: ${paths}`;
        warnings.push({ description, source: '_warn_on_ignore_values' });
      }
      const isThere = existing.has(String(name)) || String(name).toLowerCase() === 'default';
      const verb = isThere ? 'update' : 'create';
      try {
        const changed = isThere
          ? updatePartition.call(scheduler, caller, changesOf(members))
          : createPartition.call(scheduler, caller, changesOf(members));
        const said = `Failed to ${verb} partition ${name} with description at index ${index}`;
        await asking(changed, said, `slurm_${verb}_partition`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        failed.push(...error.problems);
      }
    }
    if (failed.length > 0) throw severalRefused(failed);
    return {};
  },
};

export const deletePartition: Endpoint = {
  method: 'DELETE',
  path: 'partition/{partition_name}',
  id: 'delete_partition',
  summary: 'Delete a partition',
  description: 'As scontrol delete partition does. Administrators only.',
  since: 45,
  response: 'openapi_resp',
  async handler({ params, scheduler, caller }) {
    const name = pathName(params['partition_name']!);
    if (typeof name !== 'string') return name;
    const source = 'slurm_delete_partition()';
    if (!scheduler.deletePartition) throw notOffered(WHAT, source);
    await asking(scheduler.deletePartition(caller, name), 'Unable to delete partition', source);
    return {};
  },
};
