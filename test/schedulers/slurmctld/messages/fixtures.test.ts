import { describe, expect, test } from 'vitest';
import { decodeBuildInfo } from '../../../../src/schedulers/slurmctld/messages/build-info.ts';
import { jobDecoder, jobInfoPrefix } from '../../../../src/schedulers/slurmctld/messages/job-info.ts';
import {
  licenseDecoder,
  licenseInfoPrefix,
} from '../../../../src/schedulers/slurmctld/messages/license-info.ts';
import { nodeDecoder, nodeInfoPrefix } from '../../../../src/schedulers/slurmctld/messages/node-info.ts';
import {
  partitionDecoder,
  partitionInfoPrefix,
} from '../../../../src/schedulers/slurmctld/messages/partition-info.ts';
import {
  reservationDecoder,
  reservationInfoPrefix,
} from '../../../../src/schedulers/slurmctld/messages/reservation-info.ts';
import { decodeStatistics } from '../../../../src/schedulers/slurmctld/messages/statistics.ts';
import { readRecords } from '../../../../src/schedulers/slurmctld/snapshot/record-table.ts';
import type { Decoder } from '../../../../src/schedulers/slurmctld/wire/decoder.ts';
import type { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { type FixtureName, fixture, VERSIONS } from '../fixture.ts';

type Prefix = (reader: Reader, version: number) => { count: number; lastUpdate: number };

/** Every record of a recorded reply, which has to be used up to its last byte. */
function records<Entry>(
  version: number,
  name: FixtureName,
  prefix: Prefix,
  decoder: (version: number) => Decoder<Entry>,
): readonly Entry[] {
  const { body } = fixture(version, name);
  const { count, lastUpdate } = prefix(body, version);
  expect(lastUpdate).toBeGreaterThan(1_700_000_000);
  const table = readRecords(body, count, version, decoder(version), undefined);
  expect(body.remaining).toBe(0);
  return table.records;
}

describe.each(VERSIONS)('replies of protocol version %i', (version) => {
  test('jobs', () => {
    const jobs = records(version, 'jobs', jobInfoPrefix, (at) => jobDecoder(at, (uid) => `user ${uid}`));
    const [running, array, leader, second, waiting] = jobs;
    expect(running).toMatchObject({
      name: 'größe',
      account: 'test',
      partition: 'debug',
      job_state: 'RUNNING',
      job_state_flags: [],
      state_reason: 'None',
      nodes: 'host[1-2]',
      num_nodes: 2,
      num_tasks: 4,
      cpus_per_task: 2,
      pn_min_memory: { mib: 250, per: 'node' },
      time_limit: 20,
      nice: 5,
      licenses: 'matlab:2',
      comment: 'runs',
      array_job_id: 0,
      array_task_id: undefined,
      het_job_id: 0,
      work_dir: '/tmp',
      std_out: expect.stringContaining('out-'),
      batch_flag: true,
      batch_host: 'host1',
      priority: expect.any(Number),
      tres_per_node: expect.stringMatching(/^gres[:/]gpu:1$/),
    });
    expect(running?.user_name).toMatch(/^(alice|user 6101)$/);
    expect(running?.bitflags).toContain('JOB_WAS_RUNNING');
    expect(running?.gres_detail).toHaveLength(2);
    expect(running!.end_time - running!.start_time).toBe(1200);
    expect(running?.job_resources).toMatchObject({
      nodes: 'host[1-2]',
      cpus: 8,
      allocations: [
        { node: 'host1', memory_allocated: 250, sockets: 2, cores_per_socket: 4 },
        { node: 'host2', memory_allocated: 250, sockets: 2, cores_per_socket: 4 },
      ],
    });
    const allocations = running!.job_resources!.allocations;
    expect(allocations.map(({ cpus, cores }) => [cpus, cores.length])).toEqual(
      allocations.map(({ cpus }) => [cpus, cpus]),
    );
    expect(array).toMatchObject({
      name: 'array',
      job_state: 'PENDING',
      state_reason: 'JobHeldUser',
      array_job_id: array?.job_id,
      array_task_id: undefined,
      array_task_str: '1-28:3',
      array_max_tasks: 2,
      priority: 0,
      time_limit: Infinity,
      pn_min_memory: { mib: 64, per: 'cpu' },
      job_resources: undefined,
      start_time: 0,
    });
    const set = `${leader?.job_id}-${second?.job_id}`;
    expect(leader).toMatchObject({
      name: 'leader',
      het_job_id: leader?.job_id,
      het_job_offset: 0,
      het_job_id_set: set,
    });
    expect(second).toMatchObject({ name: 'second', het_job_id: leader?.job_id, het_job_offset: 1 });
    expect(leader?.state_reason).toBe('BeginTime');
    expect(waiting).toMatchObject({
      name: 'waiting',
      state_reason: 'Dependency',
      dependency: expect.stringContaining(`afterok:${running?.job_id}`),
      features: 'fast&ssd',
      exc_nodes: 'host1',
      mail_type: 0b110,
      mail_user: 'alice@example.org',
      deadline: 4_100_000_000,
      time_limit: 30,
      time_min: 10,
    });
  });

  test('nodes', () => {
    const nodes = records(version, 'nodes', nodeInfoPrefix, nodeDecoder);
    // On the two newer clusters a second such job filled the nodes up.
    const busy = version <= 38 ? 'MIXED' : 'ALLOCATED';
    expect(nodes.map(({ name, node_state }) => [name, node_state])).toEqual([
      ['host1', busy],
      ['host2', busy],
      ['host3', 'IDLE'],
      ['host4', expect.stringMatching(/IDLE/)],
    ]);
    expect(nodes[3]?.node_state_flags).toContain('MAINTENANCE');
    expect(nodes[0]).toMatchObject({
      cpus: 8,
      cpus_efctv: 8,
      sockets: 2,
      cores: 4,
      threads: 1,
      real_memory: 16000,
      weight: 10,
      features: 'fast,ssd',
      gres: 'gpu:2',
      arch: 'x86_64',
      reason: '',
      owner: undefined,
      node_addr: '127.0.0.1',
    });
    expect(nodes[0]!.alloc_cpus + nodes[1]!.alloc_cpus).toBe(version <= 38 ? 8 : 16);
    expect(nodes[0]?.alloc_tres_fmt_str).toContain('cpu=');
    expect(nodes[0]?.boot_time).toBeGreaterThan(1_700_000_000);
  });

  test('partitions', () => {
    const partitions = records(version, 'partitions', partitionInfoPrefix, partitionDecoder);
    const [debug, short, hidden, down] = partitions;
    expect(debug).toMatchObject({
      name: 'debug',
      state_up: 'UP',
      flags: ['DEFAULT'],
      nodes: 'host[1-4]',
      total_nodes: 4,
      total_cpus: 32,
      max_time: Infinity,
      default_time: undefined,
      max_nodes: Infinity,
      max_mem_per_node: Infinity,
      max_share: 1,
      max_share_forced: false,
    });
    expect(short).toMatchObject({
      name: 'short',
      default_time: 10,
      max_time: 60,
      max_nodes: 2,
      grace_time: 30,
      priority_tier: 10,
      priority_job_factor: 5,
      max_share: 2,
      max_share_forced: true,
      allow_accounts: 'test',
    });
    expect(hidden).toMatchObject({
      name: 'hidden',
      flags: ['HIDDEN', 'EXCLUSIVE_USER'],
      def_mem_per_node: 1000,
      def_mem_per_cpu: undefined,
      max_mem_per_node: 4000,
      deny_accounts: 'other',
      allow_groups: 'root,alice',
      billing_weights_str: 'CPU=1.0,Mem=0.25G',
    });
    expect(down).toMatchObject({
      name: 'down',
      state_up: 'DOWN',
      flags: ['LLN'],
      alternate: 'debug',
      max_cpus_per_node: 4,
      over_time_limit: 5,
    });
  });

  test('reservations', () => {
    const [reservation] = records(version, 'reservations', reservationInfoPrefix, reservationDecoder);
    expect(reservation).toMatchObject({
      name: 'test',
      node_list: 'host4',
      node_cnt: 1,
      core_cnt: 8,
      users: 'root',
      tres_str: 'cpu=8',
    });
    expect(reservation?.flags).toEqual(expect.arrayContaining(['MAINT', 'IGNORE_JOBS', 'SPEC_NODES']));
    expect(reservation!.end_time - reservation!.start_time).toBe(3600);
  });

  test('licenses', () => {
    const licenses = records(version, 'licenses', licenseInfoPrefix, licenseDecoder);
    const byName = Object.fromEntries(licenses.map((license) => [license.name, license]));
    expect(byName).toMatchObject({
      ansys: { total: 4, in_use: 0, remote: false },
      matlab: { total: 10, in_use: version <= 38 ? 2 : 4 },
    });
  });

  test('configuration', () => {
    const { body } = fixture(version, 'configuration');
    const release = version <= 38 ? /^22\.05\.8/ : version <= 42 ? /^24\.11\.5/ : /^26\.05\.5/;
    expect(decodeBuildInfo(body, version)).toMatchObject({
      version: expect.stringMatching(release),
      cluster_name: 'linux',
      private_data: 0,
      max_array_sz: 10001,
      slurm_user_id: expect.any(Number),
    });
  });

  test('statistics', () => {
    const { body } = fixture(version, 'statistics');
    const statistics = decodeStatistics(body, version, (uid) => `user ${uid}`);
    expect(statistics).toMatchObject({ parts_packed: 1, jobs_failed: 0, bf_active: expect.any(Number) });
    expect(statistics.req_time).toBeGreaterThan(1_700_000_000);
    expect(statistics.jobs_submitted).toBeGreaterThan(10);
    const byName = Object.fromEntries(statistics.rpcs_by_type.map((entry) => [entry.name, entry]));
    expect(byName['MESSAGE_NODE_REGISTRATION_STATUS']).toMatchObject({ id: 1002, count: expect.any(Number) });
    expect(statistics.rpcs_by_user).toContainEqual(expect.objectContaining({ name: 'user 0', id: 0 }));
    if (version >= 40) expect(statistics.schedule_exit['end_job_queue']).toBeGreaterThan(0);
  });
});

test('the versions of one controller tell the same of a job', () => {
  for (const group of [VERSIONS.slice(1, 3), VERSIONS.slice(3, 7), VERSIONS.slice(7)]) {
    const decoded = group.map((version) =>
      records(version, 'jobs', jobInfoPrefix, (at) => jobDecoder(at, String)).map((job) => ({
        ...job,
        // Not sent from 42 on, and not before 37, 43, 44 and 45.
        show_flags: 0,
        licenses_allocated: '',
        mem_update_delay: 0,
        mem_update_margin: 0,
        segment_size: 0,
        sluid: '',
        job_resources: job.job_resources && { ...job.job_resources, cr_type: 0 },
      })),
    );
    for (const jobs of decoded) expect(jobs).toEqual(decoded[0]);
  }
});
