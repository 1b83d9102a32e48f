import { flag, list, option, text } from './builders.ts';
import type { OptionValue, SbatchOption } from './option.ts';
import { invalid, MAX_32, readChoice, readFlag, readNumber, readSeconds, readText } from './readers.ts';
import { writeSeconds } from './writers.ts';

/** Slurm's `shared` by the words of `--exclusive`. */
const EXCLUSIVE = { user: 2, mcs: 3, topo: 4, exclusive: 0 } as const;

const HINTS = {
  compute_bound: {},
  memory_bound: {},
  multithread: {},
  nomultithread: { threads_per_core: 1 },
};

function exclusive(value: OptionValue, field: string): { shared?: number } {
  if (typeof value === 'boolean') return value ? { shared: 0 } : {};
  return { shared: readChoice(value, field, EXCLUSIVE) };
}

/** Where the job may run and with whom it shares. Source: sbatch(1). */
export const PLACEMENT_OPTIONS: readonly SbatchOption[] = [
  list('partition', 'partition', 'partition, or several to choose from', { short: 'p' }),
  list('nodelist', 'req_nodes', 'nodes the job must get, as a host list', {
    short: 'w',
    aliases: ['req_nodes', 'required_nodes', 'req_node_list'],
  }),
  list('exclude', 'exc_nodes', 'nodes the job must not get, as a host list', {
    short: 'x',
    aliases: ['exc_nodes', 'excluded_nodes', 'exc_node_list'],
  }),
  text('constraint', 'features', 'features the nodes must have', {
    short: 'C',
    aliases: ['constraints', 'features'],
  }),
  text('prefer', 'prefer', 'features the nodes should have'),
  text('batch', 'batch_features', 'features of the node that runs the script', {
    aliases: ['batch_features'],
  }),
  text('cluster-constraint', 'cluster_features', 'features the cluster must have', {
    aliases: ['cluster_features'],
  }),
  list('reservation', 'reservation', 'reservation to run in', { aliases: ['reservation_name', 'resv_name'] }),
  list('licenses', 'licenses', 'licences the job needs', { short: 'L' }),
  flag('contiguous', 'contiguous', 'want neighbouring nodes'),
  option(
    'exclusive',
    'choice',
    'share no node: true, or with jobs of the same "user", "mcs" or "topo"',
    exclusive,
    {
      argument: 'optional',
      write: ({ shared }) => Object.entries(EXCLUSIVE).find(([, number]) => number === shared)?.[0],
    },
  ),
  option(
    'oversubscribe',
    'flag',
    'share resources with other jobs',
    (value, field) => ({ shared: readFlag(value, field) ? 1 : 0 }),
    {
      short: 's',
      aliases: ['over_subscribe', 'share'],
      write: ({ shared }) => (shared === 1 ? true : undefined),
    },
  ),
  option(
    'shared',
    'number',
    "Slurm's number for sharing: 0 exclusive, 1 oversubscribe, 2 user, 3 mcs, 4 topo",
    (value, field) => ({ shared: readNumber(value, field, 0, 4) }),
    { place: 'request' },
  ),
  option(
    'switches',
    'number',
    'COUNT[@TIME]: want at most so many switches, waiting so long for them',
    (value, field) => {
      const [switches, wait, ...rest] = readText(value, field).split('@');
      if (rest.length > 0) throw invalid(field, 'must be COUNT[@TIME]');
      return {
        req_switch: readNumber(switches!, field, 0, MAX_32),
        ...(wait !== undefined && { wait4switch: readSeconds(wait, field) }),
      };
    },
    {
      aliases: ['req_switch', 'required_switches'],
      write({ req_switch: count, wait4switch: wait }) {
        if (count === undefined) return undefined;
        return wait === undefined ? String(count) : `${count}@${writeSeconds(wait)}`;
      },
    },
  ),
  option(
    'wait-for-switch',
    'number',
    'seconds to wait for the wanted switch count',
    (value, field) => ({ wait4switch: readNumber(value, field) }),
    { place: 'request', aliases: ['wait4switch'] },
  ),
  option(
    'hint',
    'choice',
    'compute_bound, memory_bound, multithread or nomultithread',
    (value, field) => readChoice<{ threads_per_core?: number }>(value, field, HINTS),
    { use: 'submit' },
  ),
  text('network', 'network', 'network hints for the interconnect'),
  text('mcs-label', 'mcs_label', 'security label of the job', { use: 'submit' }),
  flag('reboot', 'reboot', 'reboot the nodes before the job starts'),
  option(
    'delay-boot',
    'duration',
    'how long to hold back a reboot for features',
    (value, field) => ({ delay_boot: readSeconds(value, field) }),
    { write: ({ delay_boot: seconds }) => writeSeconds(seconds) },
  ),
  flag('wait-all-nodes', 'wait_all_nodes', 'start only when all nodes are ready', {
    argument: 'required',
    use: 'submit',
  }),
];
