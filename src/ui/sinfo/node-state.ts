import type { Node } from '../../slurm/node.ts';

/** sinfo's short names of a node's state. Source: sinfo(1), "NODE STATE CODES". */
const SHORT: Readonly<Record<string, string>> = {
  UNKNOWN: 'unk',
  DOWN: 'down',
  IDLE: 'idle',
  ALLOCATED: 'alloc',
  ERROR: 'err',
  MIXED: 'mix',
  FUTURE: 'futr',
};

/** Flags that stand in for the base state, the first that is set. */
const STANDING_IN: readonly (readonly [flag: string, busy: string, free: string])[] = [
  ['DRAIN', 'drng', 'drain'],
  ['FAIL', 'failg', 'fail'],
  ['RESERVED', 'resv', 'resv'],
  ['PLANNED', 'plnd', 'plnd'],
  ['MAINTENANCE', 'maint', 'maint'],
  ['COMPLETING', 'comp', 'comp'],
];

/** Signs after the state, by flag. */
const SIGNS: readonly (readonly [flag: string, sign: string])[] = [
  ['NOT_RESPONDING', '*'],
  ['POWERED_DOWN', '~'],
  ['POWERING_UP', '#'],
  ['POWERING_DOWN', '%'],
  ['POWER_DOWN', '!'],
  ['REBOOT_REQUESTED', '@'],
  ['REBOOT_ISSUED', '^'],
];

/** What sinfo's STATE column says of a node, e.g. `idle`, `mix`, `drng`, `down*`. */
export function nodeStateText({
  node_state,
  node_state_flags,
}: Pick<Node, 'node_state' | 'node_state_flags'>): string {
  const busy =
    node_state === 'ALLOCATED' || node_state === 'MIXED' || node_state_flags.includes('COMPLETING');
  const shown =
    node_state === 'DOWN' ? undefined : STANDING_IN.find(([flag]) => node_state_flags.includes(flag));
  const sign = SIGNS.find(([flag]) => node_state_flags.includes(flag))?.[1] ?? '';
  return (shown ? shown[busy ? 1 : 2] : (SHORT[node_state] ?? node_state.toLowerCase())) + sign;
}

/** What else the short names of states are called. */
const LONG: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(SHORT).map(([state, short]) => [short, state.toLowerCase()])),
  drng: 'draining',
  drain: 'drained',
  failg: 'failing',
};

/** Every word {@link nodeStateWords} may give. */
export const NODE_STATE_WORDS: ReadonlySet<string> = new Set([
  ...Object.entries(LONG).flat(),
  ...STANDING_IN.flatMap(([flag, ...short]) => [flag.toLowerCase(), ...short]),
  ...SIGNS.map(([flag]) => flag.toLowerCase()),
]);

/**
 * The words a node is found by: what its STATE says, short and long, and its flags. Not its base state where a
 * flag stands in for it: who looks for idle nodes wants none that is drained.
 */
export function nodeStateWords(node: Pick<Node, 'node_state' | 'node_state_flags'>): ReadonlySet<string> {
  const shown = nodeStateText(node).replace(/\W$/, '');
  const flags = node.node_state_flags.map((flag) => flag.toLowerCase());
  const words = new Set([shown, LONG[shown] ?? shown, ...flags]);
  for (const [flag, busy, free] of STANDING_IN)
    if (flag !== 'DRAIN' && flag !== 'FAIL' && node.node_state_flags.includes(flag))
      words.add(busy).add(free);
  return words;
}

/** Which of sinfo's four counts a node is in: allocated, idle, other. Source: sinfo(1), `%A` and `%F`. */
export function nodeCount(
  node: Pick<Node, 'node_state' | 'node_state_flags'>,
): 'allocated' | 'idle' | 'other' {
  const text = nodeStateText(node).replace(/\W$/, '');
  if (['alloc', 'mix', 'comp', 'drng'].includes(text)) return 'allocated';
  return ['idle', 'plnd'].includes(text) ? 'idle' : 'other';
}
