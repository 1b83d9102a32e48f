import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chooseCluster } from '../../src/cli/choose-cluster.ts';

function confFile(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-choice-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'slurm.conf');
  writeFileSync(file, text);
  return file;
}

const CLUSTER = 'ClusterName=real\nSlurmctldHost=head\n';

test('the default file chooses the cluster it names', () => {
  const file = confFile(CLUSTER);
  expect(chooseCluster({ conf: undefined, state: undefined }, file).kind).toBe('slurmctld');
});

test('a state folder chooses the embedded scheduler over the default file', () => {
  const file = confFile(CLUSTER);
  expect(chooseCluster({ conf: undefined, state: '/tmp/state' }, file)).toEqual({
    kind: 'embedded',
    stateDir: '/tmp/state',
    conf: undefined,
  });
});

test('a file that is named counts, with a state folder too', () => {
  const cluster = confFile(CLUSTER);
  expect(chooseCluster({ conf: cluster, state: '/tmp/state' }).kind).toBe('slurmctld');
  const nodes = confFile('NodeName=big CPUs=64\nPartitionName=all Nodes=ALL\n');
  expect(chooseCluster({ conf: nodes, state: '/tmp/state' })).toMatchObject({
    kind: 'embedded',
    conf: { file: nodes },
  });
});

test('without any, this machine is the cluster', () => {
  expect(chooseCluster({ conf: undefined, state: undefined }, '/nowhere/slurm.conf')).toMatchObject({
    kind: 'embedded',
    conf: undefined,
  });
});
