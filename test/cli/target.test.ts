import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { chooseTarget } from '../../src/cli/target.ts';
import { temporaryFolder, writeFile } from './configuration/folder.ts';

const CONFIGURATION = `current: hpc
clusters:
  hpc: {url: "https://head:6820", token-file: ~/hpc.token}
  own: {url: "unix:/run/own.sock", token-command: pass show own}
  other: {url: "http://other:6820", token-variable: OTHER_JWT}
  lab: {state: /lab}
  real: {conf: /real/slurm.conf}
`;

type Flag = 'url' | 'conf' | 'state' | 'cluster' | 'token-file';
type Given = Partial<Record<Flag, string>>;

function choose(typed: Given, variables: Given = {}, { clusterItself = false, text = CONFIGURATION } = {}) {
  const file = path.join(temporaryFolder(), 'config.yaml');
  if (text !== '') writeFile(file, text);
  const none = {
    url: undefined,
    conf: undefined,
    state: undefined,
    cluster: undefined,
    'token-file': undefined,
  };
  const flags = { ...none, ...variables, ...typed };
  return chooseTarget(flags, { typed: (flag) => flag in typed, clusterItself }, file);
}

test('what is nearer to the user comes first', async () => {
  const variables = { url: 'http://var', state: '/var', cluster: 'lab', conf: '/var/slurm.conf' };
  const { url, state, cluster, conf } = variables;
  const flags = { url: 'http://typed', conf: '/typed/slurm.conf', state: '/typed', cluster: 'own' };
  expect(await choose(flags, variables)).toMatchObject({ url: 'http://typed', chosenBy: '--url' });
  expect(await choose({ conf: '/c', state: '/s', cluster: 'own' }, { url })).toMatchObject({
    url: undefined,
    conf: '/c',
    state: '/s',
    profile: undefined,
    chosenBy: '--conf',
  });
  expect(await choose({ state: '/s', cluster: 'own' }, { url })).toMatchObject({
    state: '/s',
    chosenBy: '--state',
  });
  expect(await choose({ cluster: 'own' }, variables)).toMatchObject({
    url: 'unix:/run/own.sock',
    conf: undefined,
    state: undefined,
    profile: 'own',
    chosenBy: '--cluster',
  });
  expect(await choose({}, variables)).toMatchObject({ url, chosenBy: 'SLURMREST_URL' });
  expect(await choose({}, { state, cluster, conf })).toMatchObject({
    state,
    conf,
    chosenBy: 'SLURMREST_STATE',
  });
  expect(await choose({}, { cluster, conf })).toMatchObject({
    state: '/lab',
    conf: undefined,
    profile: 'lab',
    chosenBy: 'SLURMREST_CLUSTER',
  });
  expect(await choose({}, { conf })).toMatchObject({ conf, chosenBy: 'SLURM_CONF' });
  expect(await choose({})).toMatchObject({
    url: 'https://head:6820',
    profile: 'hpc',
    chosenBy: expect.stringMatching(/config\.yaml$/),
  });
  for (const text of ['', 'clusters: {lab: {state: /lab}}\n'])
    expect(await choose({}, {}, { text })).toMatchObject({
      url: undefined,
      conf: undefined,
      chosenBy: undefined,
    });
});

test('a state folder and a slurm.conf go together, typed or not', async () => {
  expect(await choose({ state: '/s' }, { conf: '/c' })).toMatchObject({ state: '/s', conf: '/c' });
  expect(await choose({ conf: '/c' }, { state: '/s' })).toMatchObject({ state: '/s', conf: '/c' });
});

test('the token of a cluster is its own, unless another is typed', async () => {
  const file = (name: string) => ({ kind: 'file', file: name });
  const variables = { 'token-file': '/var/token' };
  expect((await choose({}, variables)).tokens).toEqual(file(path.join(homedir(), 'hpc.token')));
  expect((await choose({ cluster: 'own' }, variables)).tokens).toEqual({
    kind: 'command',
    words: ['pass', 'show', 'own'],
  });
  expect((await choose({ cluster: 'other' })).tokens).toEqual({ kind: 'variable', name: 'OTHER_JWT' });
  expect((await choose({ cluster: 'own', 'token-file': '/t' })).tokens).toEqual(file('/t'));
  // No token of a cluster goes to an address that is typed instead of it.
  expect((await choose({ url: 'http://h:1', cluster: 'hpc' })).tokens).toEqual({
    kind: 'variable',
    name: 'SLURM_JWT',
  });
  expect((await choose({ url: 'http://h:1' }, variables)).tokens).toEqual(file('/var/token'));
});

test('a damaged file troubles only who needs it', async () => {
  const damaged = { text: 'clusters: {\n' };
  expect(await choose({ url: 'http://h:1' }, {}, damaged)).toMatchObject({ url: 'http://h:1' });
  for (const typed of [{}, { cluster: 'lab' }])
    await expect(choose(typed, {}, damaged)).rejects.toMatchObject({ code: 'CONFIG_MALFORMED' });
});

test('an unknown cluster is told with what was meant', async () => {
  await expect(choose({ cluster: 'hcp' })).rejects.toThrow(/no cluster "hcp" in .*Did you mean hpc\?/);
  await expect(choose({ cluster: 'zzzzzzz' })).rejects.toThrow('It has hpc, own, other, lab, real.');
  await expect(choose({ cluster: 'a' }, {}, { text: '' })).rejects.toThrow(
    'slurmrest config set NAME url=URL',
  );
  await expect(choose({ cluster: 'constructor' })).rejects.toMatchObject({ code: 'CLUSTER_UNKNOWN' });
});

test('a command that needs the cluster itself passes over daemons that were not meant for it', async () => {
  const clusterItself = { clusterItself: true };
  for (const typed of [{ url: 'http://h:1' }, { cluster: 'hpc' }])
    await expect(choose(typed, {}, clusterItself)).rejects.toMatchObject({ code: 'CLUSTER_REMOTE' });
  expect(await choose({}, { url: 'http://h:1', conf: '/c' }, clusterItself)).toMatchObject({ conf: '/c' });
  expect(await choose({}, {}, clusterItself)).toMatchObject({ url: undefined, chosenBy: undefined });
  expect(await choose({ cluster: 'lab' }, {}, clusterItself)).toMatchObject({ state: '/lab' });
});

test('it can tell how to choose the same again', async () => {
  expect((await choose({ cluster: 'lab' }, { url: 'http://h:1' })).words).toEqual(['--cluster', 'lab']);
  expect((await choose({}, { url: 'http://h:1' })).words).toEqual([]);
});
