import { expect, test } from 'vitest';
import { applyPlacement, wholeCapacity } from '../../../../src/schedulers/local/schedule/capacity.ts';
import type { Need } from '../../../../src/schedulers/local/schedule/need.ts';
import { place } from '../../../../src/schedulers/local/schedule/place.ts';
import { testCluster } from '../test-cluster.ts';
import { need } from './need.ts';

const CLUSTER = testCluster([
  { cpus: 4, memory: 1000, features: ['fast'], gres: [{ name: 'gpu', type: 'a', count: 2 }] },
  { cpus: 4, memory: 2000, gres: [{ name: 'gpu', type: 'b', count: 1 }] },
  { cpus: 8, memory: 4000, features: ['fast', 'big'] },
]);

function placed(wants: Partial<Need>) {
  const free = wholeCapacity(CLUSTER, { evenDown: false });
  return place(need(wants), CLUSTER.partitions[0]!, CLUSTER, free)?.parts.map(
    ({ node, cpus, memory, tasks }) => ({
      node,
      cpus,
      memory,
      tasks,
    }),
  );
}

test('fills the first node that is large enough', () => {
  expect(placed({ tasks: 3 })).toEqual([{ node: 0, cpus: 3, memory: 0, tasks: 3 }]);
});

test('spreads tasks over as many nodes as it takes, in blocks', () => {
  expect(placed({ tasks: 6 })).toEqual([
    { node: 0, cpus: 4, memory: 0, tasks: 4 },
    { node: 1, cpus: 2, memory: 0, tasks: 2 },
  ]);
});

test('takes the roomiest nodes where the first ones are too many', () => {
  expect(placed({ tasks: 8, maxNodes: 1 })).toEqual([{ node: 2, cpus: 8, memory: 0, tasks: 8 }]);
});

test('gives every node of the wanted number a task', () => {
  expect(placed({ tasks: 4, minNodes: 3 })?.map(({ tasks }) => tasks)).toEqual([2, 1, 1]);
  expect(placed({ tasks: 0, minNodes: 2, cpusPerTask: 4 })).toEqual([
    { node: 0, cpus: 4, memory: 0, tasks: 1 },
    { node: 1, cpus: 4, memory: 0, tasks: 1 },
  ]);
});

test('counts memory by node and by CPU', () => {
  expect(placed({ memoryPerNode: 1500 })).toEqual([{ node: 1, cpus: 1, memory: 1500, tasks: 1 }]);
  expect(placed({ tasks: 4, memoryPerCpu: 500, maxNodes: 1 })).toEqual([
    { node: 2, cpus: 4, memory: 2000, tasks: 4 },
  ]);
  expect(placed({ memoryPerNode: 5000 })).toBeUndefined();
});

test('gives whole nodes where asked', () => {
  expect(placed({ exclusive: true })).toEqual([{ node: 0, cpus: 4, memory: 0, tasks: 1 }]);
});

test('finds features, gres and named nodes', () => {
  expect(placed({ features: [['big', 'fast']] })?.[0]?.node).toBe(2);
  expect(placed({ features: [['none'], ['big']] })?.[0]?.node).toBe(2);
  expect(placed({ gresPerNode: { 'gpu:b': 1 } })?.[0]?.node).toBe(1);
  expect(placed({ gresPerNode: { gpu: 2 } })?.[0]?.node).toBe(0);
  expect(placed({ gresPerJob: { gpu: 3 }, minNodes: 2 })?.map(({ node }) => node)).toEqual([0, 1]);
  expect(placed({ tasks: 3, gresPerTask: { gpu: 1 } })?.map(({ tasks }) => tasks)).toEqual([2, 1]);
  expect(placed({ requiredNodes: [2], tasks: 1 })?.[0]?.node).toBe(2);
  expect(placed({ excludedNodes: [0, 1] })?.[0]?.node).toBe(2);
});

test('overcommits CPUs only where asked', () => {
  expect(placed({ tasks: 40 })).toBeUndefined();
  expect(placed({ tasks: 40, overcommit: true })).toEqual([{ node: 0, cpus: 1, memory: 0, tasks: 40 }]);
});

test('who takes a kind of gres takes one of its name, and the other way round', () => {
  const free = wholeCapacity(CLUSTER, { evenDown: false });
  const take = (wants: Partial<Need>) => {
    const placement = place(need(wants), CLUSTER.partitions[0]!, CLUSTER, free);
    if (placement) applyPlacement(free, placement, -1);
    return placement?.parts[0]?.node;
  };
  expect(take({ gresPerNode: { gpu: 2 } })).toBe(0);
  expect(take({ gresPerNode: { 'gpu:a': 1 } })).toBeUndefined();
  expect(take({ gresPerNode: { 'gpu:b': 1 }, gresPerJob: { gpu: 1 } })).toBeUndefined();
  expect(take({ gresPerTask: { 'gpu:b': 1 } })).toBe(1);
  expect(take({ gresPerJob: { gpu: 1 } })).toBeUndefined();
});
