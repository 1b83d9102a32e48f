import { describe, expect, test } from 'vitest';
import { nodeStateFilter } from '../../src/ui/sinfo/state-filter.ts';
import { nodeTable, partitionTable } from '../../src/ui/sinfo/tables.ts';

const node = (name: string, node_state: string, ...node_state_flags: string[]) => ({
  name,
  node_state,
  node_state_flags,
});
const partition = (name: string, nodes: string, more: object = {}) => ({
  name,
  nodes,
  flags: [],
  state_up: 'UP',
  max_time: 'INFINITE',
  ...more,
});

const NODES = [
  node('host1', 'ALLOCATED'),
  node('host2', 'IDLE'),
  node('host3', 'IDLE'),
  node('host4', 'IDLE', 'DRAIN'),
  node('host5', 'DOWN', 'NOT_RESPONDING'),
  node('host6', 'MIXED', 'DRAIN'),
];
const PARTITIONS = [
  partition('debug', 'host[1-6]', { flags: ['DEFAULT'] }),
  partition('night', '', { state_up: 'DOWN', max_time: 90 }),
];

test('nodes are found by what STATE says of them, and by flags', () => {
  const found = (...words: string[]) => NODES.filter(nodeStateFilter(words)).map(({ name }) => name);
  expect(found('idle')).toEqual(['host2', 'host3']);
  expect(found('drain')).toEqual(['host4', 'host6']);
  expect(found('DRAINED')).toEqual(['host4']);
  expect(found('drng')).toEqual(['host6']);
  expect(found('alloc', 'down')).toEqual(['host1', 'host5']);
  expect(found('not_responding')).toEqual(['host5']);
  expect(found('all')).toHaveLength(NODES.length);
});

describe('tables as of sinfo', () => {
  test('nodes by partition and state', () => {
    expect(`\n${nodeTable(PARTITIONS, NODES).join('\n')}\n`).toBe(`
PARTITION AVAIL  TIMELIMIT  NODES  STATE NODELIST
debug*       up   infinite      1  alloc host1
debug*       up   infinite      2   idle host[2-3]
debug*       up   infinite      1  drain host4
debug*       up   infinite      1  down* host5
debug*       up   infinite      1   drng host6
night      down    1:30:00      0    n/a
`);
  });

  test('partitions with their nodes counted', () => {
    expect(`\n${partitionTable(PARTITIONS, NODES).join('\n')}\n`).toBe(`
PARTITION AVAIL  TIMELIMIT   NODES(A/I/O/T) NODELIST
debug*       up   infinite          2/2/2/6 host[1-6]
night      down    1:30:00          0/0/0/0
`);
  });
});
