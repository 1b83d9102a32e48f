import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSlurmConf, type SlurmConf } from '../../src/slurm/slurm-conf.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurm-conf-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const read = (text: string): SlurmConf => readSlurmConf(write('slurm.conf', text));

describe('options', () => {
  test('keys in any case, comments, quotes and continued lines', () => {
    const conf = read(
      [
        '# a comment',
        'CLUSTERNAME=deep  # behind a value',
        'slurmctldhost=head1(10.0.0.1)',
        'SlurmctldHost=head2',
        'SlurmctldPort=6820-6822',
        'AuthInfo=socket=/run/m.socket,use_client_ids',
        'AuthAltTypes=auth/jwt AuthAltParameters=jwt_key=/etc/jwt=1.key',
        'MailProg="/opt/my mail" \\',
        '  MessageTimeout = 30',
        'Comment=no\\#comment',
      ].join('\n'),
    );
    expect(conf).toMatchObject({
      clusterName: 'deep',
      controllers: [
        { name: 'head1', address: '10.0.0.1' },
        { name: 'head2', address: 'head2' },
      ],
      controllerPorts: [6820, 6821, 6822],
      authType: 'auth/munge',
      authAltTypes: ['auth/jwt'],
      messageTimeout: 30,
      slurmUser: 'root',
      folder,
    });
    expect(conf.authInfo.get('socket')).toBe('/run/m.socket');
    expect(conf.authInfo.has('use_client_ids')).toBe(true);
    expect(conf.authAltParameters.get('jwt_key')).toBe('/etc/jwt=1.key');
    expect(conf.values.get('mailprog')).toBe('/opt/my mail');
    expect(conf.values.get('comment')).toBe('no#comment');
  });

  test('defaults of an empty file', () => {
    expect(read('')).toMatchObject({
      controllers: [],
      controllerPorts: [6817],
      messageTimeout: 10,
      nodes: [],
    });
  });

  test('the older ControlMachine and BackupController', () => {
    const conf = read('ControlMachine=a\nControlAddr=10.1\nBackupController=b');
    expect(conf.controllers).toEqual([
      { name: 'a', address: '10.1' },
      { name: 'b', address: 'b' },
    ]);
  });
});

describe('definitions', () => {
  test('NodeName and PartitionName lines take the DEFAULT lines before them', () => {
    const conf = read(
      [
        'NodeName=first CPUs=1',
        'NodeName=DEFAULT CPUs=8 RealMemory=1000',
        'NodeName=host[1-2] Features=fast,big',
        'NodeName=DEFAULT RealMemory=2000',
        'NodeName=host3 CPUs=16 Port=17003',
        'PartitionName=DEFAULT MaxTime=60 State=UP',
        'PartitionName=debug Nodes=ALL Default=YES',
        'PartitionName=long Nodes=host[2-3] MaxTime=INFINITE',
      ].join('\n'),
    );
    const shown = conf.nodes.map(({ names, values }) => [
      names,
      values.get('cpus'),
      values.get('realmemory'),
    ]);
    expect(shown).toEqual([
      [['first'], '1', undefined],
      [['host1', 'host2'], '8', '1000'],
      [['host3'], '16', '2000'],
    ]);
    expect(conf.nodes[2]?.where).toBe(`${path.join(folder, 'slurm.conf')}:5`);
    expect(conf.partitions.map(({ name, nodes, values }) => [name, nodes, values.get('maxtime')])).toEqual([
      ['debug', ['first', 'host1', 'host2', 'host3'], '60'],
      ['long', ['host2', 'host3'], 'INFINITE'],
    ]);
  });

  test('node sets by feature and by name, also nested', () => {
    const conf = read(
      [
        'NodeName=a[1-2] Features=gpu,x',
        'NodeName=b[1-2] Feature=x',
        'NodeSet=gpus Feature=gpu',
        'NodeSet=some Nodes=b2,gpus',
        'NodeSet=loop Nodes=loop,b1',
        'PartitionName=p Nodes=some',
        'PartitionName=q Nodes=loop',
        'DownNodes=b1 State=DOWN Reason="no power"',
      ].join('\n'),
    );
    expect(conf.partitions[0]?.nodes).toEqual(['b2', 'a1', 'a2']);
    expect(conf.partitions[1]?.nodes).toContain('b1');
    expect(conf.downNodes[0]?.values.get('reason')).toBe('no power');
  });
});

describe('Include', () => {
  test('relative, with %c, and by pattern in the order of names', () => {
    write('nodes.deep', 'NodeName=n1');
    write('parts/20.conf', 'PartitionName=b Nodes=n1');
    write('parts/10.conf', 'PartitionName=a Nodes=n1');
    write('parts/.hidden.conf', 'PartitionName=c Nodes=n1');
    const conf = read('ClusterName=deep\ninclude nodes.%c\nInclude parts/*.conf\nInclude parts/[3-9]*.conf');
    expect(conf.nodes[0]?.names).toEqual(['n1']);
    expect(conf.partitions.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('a loop ends in an error', () => {
    expect(() => read('Include slurm.conf')).toThrow(/nested too deeply/);
  });
});

describe('errors name file and line', () => {
  test.each([
    ['ClusterName=x\n\nwhat is this', /slurm\.conf:3: expected Key=Value, found "what is this"/],
    ['NodeName=a[1-', /slurm\.conf:1: "a\[1-" is not a host list/],
    ['ClusterName=x\nSlurmctldPort=99999', /slurm\.conf:2: SlurmctldPort=99999/],
    ['MessageTimeout=never', /slurm\.conf:1: "never" is not a positive/],
    ['SlurmctldHost=a(b', /slurm\.conf:1: SlurmctldHost=a\(b/],
    ['Include gone.conf', /Cannot read .*gone\.conf/],
    ['Include gone/*.conf', /slurm\.conf:1: cannot list/],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test('a missing file', () => {
    expect(() => readSlurmConf(path.join(folder, 'none'))).toThrow(/Cannot read .*none.*SLURM_CONF/);
  });
});
