import { expect, test } from 'vitest';
import * as requests from '../../../../src/schedulers/slurmctld/messages/administration.ts';
import { decodeAllocation } from '../../../../src/schedulers/slurmctld/messages/allocation.ts';
import { decodeSignalOutcomes, signalJobs } from '../../../../src/schedulers/slurmctld/messages/kill-jobs.ts';
import type { Request } from '../../../../src/schedulers/slurmctld/messages/request.ts';
import { decodeResourceLayout } from '../../../../src/schedulers/slurmctld/messages/resource-layout.ts';
import { decodeShares } from '../../../../src/schedulers/slurmctld/messages/share-info.ts';
import { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { NO_VAL, NO_VAL16, NO_VAL64 } from '../../../../src/schedulers/slurmctld/wire/sentinels.ts';
import { Writer } from '../../../../src/schedulers/slurmctld/wire/writer.ts';

const VERSIONS = [36, 37, 38, 39, 40, 41, 42, 43, 44, 45];

function written(request: Request, version: number): Reader {
  const writer = new Writer();
  request.write(writer, version);
  return new Reader(Buffer.from(writer.bytes));
}

function packed(write: (writer: Writer) => void): Reader {
  const writer = new Writer();
  write(writer);
  return new Reader(Buffer.from(writer.bytes));
}

test('the size of a message is that of its version', () => {
  const sizes = (request: Request) => VERSIONS.map((version) => written(request, version).remaining);
  // Strings that are not there take 4 bytes, as numbers of 32 bits do.
  expect(sizes(requests.updateNodes({ node_names: '' }))).toEqual([49, 53, 53, 53, 61, 61, 65, 69, 69, 73]);
  expect(sizes(requests.deleteReservation('abc'))).toEqual(VERSIONS.map(() => 8));
});

test('a node that is to be drained', () => {
  const body = written(requests.updateNodes({ node_names: 'h1', state: ['DRAIN'], reason: 'fans' }), 42);
  for (let field = 0; field < 2; field++) expect(body.nullableString()).toBeUndefined();
  expect(body.u32()).toBe(0);
  for (let field = 0; field < 8; field++) expect(body.nullableString()).toBeUndefined();
  expect(body.string()).toBe('h1');
  expect(body.u32()).toBe(0x200);
  expect([body.string(), body.u32(), body.u32()]).toEqual(['fans', NO_VAL, NO_VAL]);
});

test.each([
  [['RESUME'], 0x100],
  [['IDLE', 'DRAIN'], 0x202],
  [['POWER_DOWN_ASAP'], 0x280_0000],
  [['INVALID'], NO_VAL],
])('states %j are the word %i', (state, word) => {
  const body = written(requests.updateNodes({ node_names: 'h1', state }), 36);
  body.skip(4 * 7 + 4 + 3);
  expect(body.u32()).toBe(word);
});

test('a reservation in the layouts of every version', () => {
  for (const version of VERSIONS) {
    const request = requests.createReservation({ name: 'r', node_cnt: 3, flags: ['DAILY', 'TRES_PER_NODE'] });
    const body = written(request, version);
    expect([body.string(), body.time(), body.time(), body.u32()]).toEqual(['r', NO_VAL, NO_VAL, NO_VAL]);
    expect(body.u64exact()).toBe((1n << 2n) | (1n << 38n));
    const counts = version < 40 ? [body.u32s(), body.u32s()] : [body.u32(), body.u32()];
    expect(counts).toEqual(version < 40 ? [[3, 0], []] : [3, NO_VAL]);
  }
  const unflagged = written(requests.updateReservation({ name: 'r' }), 45);
  unflagged.skip(6 + 8 + 8 + 4);
  expect(unflagged.u64exact()).toBe(NO_VAL64);
});

test('a partition, whose absent numbers stay as they are', () => {
  const body = written(
    requests.createPartition({
      name: 'p',
      max_mem: { mib: 5, per: 'cpu' },
      flags: ['HIDDEN'],
      state_up: 'DOWN',
    }),
    45,
  );
  body.skip(6 * 4 + 4);
  expect([body.u64exact(), body.u32()]).toEqual([NO_VAL64, NO_VAL]);
  body.skip(8);
  expect(body.u32()).toBe(2);
  body.skip(4 + 4 + 4 + 4);
  expect(body.u64exact()).toBe((1n << 63n) | 5n);
  expect([body.u32(), body.u16()]).toEqual([NO_VAL, NO_VAL16]);
  body.skip(8);
  expect(body.string()).toBe('p');
  body.skip(4 + 8 + 4);
  expect(body.u16()).toBe(1);
});

test('jobs to signal, and what became of them', () => {
  const body = written(signalJobs({ signal: 9, flags: ['VERBOSE', 'HURRY'], jobs: ['5_[1-2]'] }), 44);
  body.skip(8);
  expect([body.u16(), body.nullableString(), body.strings()]).toEqual([0x820, undefined, ['5_[1-2]']]);
  body.skip(12);
  expect([body.u16(), body.u32(), body.u32()]).toEqual([9, 12, 99]);
  const outcomes = packed((to) => {
    to.u32(1);
    to.u32(2021);
    to.string('said');
    to.u64(0);
    for (const id of [5, NO_VAL, NO_VAL, NO_VAL, NO_VAL]) to.u32(id);
    to.u32(8);
    to.string('0x6');
    to.u32(7);
    to.string(undefined);
  });
  expect(decodeSignalOutcomes(outcomes, 45)).toEqual([
    { code: 2021, message: 'said', job: '5_[1-2]', realJobId: 7, sibling: '' },
  ]);
  expect(outcomes.remaining).toBe(0);
});

test('an allocation tells its job in every version', () => {
  for (const version of VERSIONS) {
    const reader = packed((to) => {
      to.string('account');
      if (version <= 42) to.string(undefined);
      if (version >= 38) to.string('h1');
      to.strings(['A=b']);
      to.u32(0);
      if (version >= 39) {
        to.u32(100);
        to.string('users');
      }
      to.string('hello');
      if (version < 44) {
        to.u32(17);
        to.u32(2);
        return;
      }
      to.u32(2);
      to.string('h[1-2]');
      for (let count = 0; count < 4; count++) to.u16(0);
      to.u32(1);
      for (const width of ['u16', 'u32'] as const) {
        to.u32(1);
        to[width](4);
      }
      to.string('debug');
      to.u64(0);
      to.string(undefined);
      to.string(undefined);
      to.u16(0);
      to.u16(0);
      to.u64(0);
      to.u32(17);
    });
    expect(decodeAllocation(reader, version, false)).toEqual({
      jobId: 17,
      errorCode: 0,
      userMessage: 'hello',
      granted: true,
    });
  }
});

test('shares name their resources, and tell unset and endless from others', () => {
  const reader = packed((to) => {
    to.strings(['cpu', 'mem']);
    to.u32(1);
    to.u32(3);
    for (const text of ['linux', 'alice', 'test', '']) to.string(text);
    to.double(0.25);
    to.u32(NO_VAL);
    for (let list = 0; list < 2; list++) {
      to.u32(2);
      to.u64(list === 0 ? 7 : NO_VAL64);
      to.u64(8);
    }
    to.double(0);
    to.double(NO_VAL);
    to.u64(5);
    to.strings(['1.500000', '2.000000']);
    to.double(1);
    to.double(Number.POSITIVE_INFINITY);
    to.u16(1);
    to.u64(100);
  });
  const { associations, tot_shares } = decodeShares(reader, 45);
  expect([reader.remaining, tot_shares]).toEqual([0, 100]);
  expect(associations).toMatchObject([
    {
      name: 'alice',
      shares_norm: 0.25,
      shares_raw: undefined,
      tres_run_secs: [
        { name: 'cpu', value: 7 },
        { name: 'mem', value: 8 },
      ],
      tres_grp_mins: [
        { name: 'cpu', value: undefined },
        { name: 'mem', value: 8 },
      ],
      usage_norm: undefined,
      usage_tres_raw: [
        { name: 'cpu', value: 1.5 },
        { name: 'mem', value: 2 },
      ],
      level_fs: Number.POSITIVE_INFINITY,
      user: true,
    },
  ]);
});

test('the layout of a job, with GRES that are told apart and such that are not', () => {
  const reader = packed((to) => {
    to.u32(1);
    to.string('h1');
    to.u64(200);
    to.u16(2);
    to.u16(4);
    to.u32(NO_VAL);
    to.string('0x3');
    to.u32(2);
    for (const index of [true, false]) {
      to.string('gpu');
      to.string(undefined);
      to.u64(2);
      to.u8(index ? 1 : 0);
      if (!index) continue;
      to.u32(4);
      to.string('0x5');
    }
  });
  expect(decodeResourceLayout(reader)).toEqual([
    {
      node: 'h1',
      mem_alloc: 200,
      sockets_per_node: 2,
      cores_per_socket: 4,
      channel: undefined,
      core_bitmap: '0x3',
      gres: [
        { name: 'gpu', type: '', count: 2, index: '0,2' },
        { name: 'gpu', type: '', count: 2, index: '' },
      ],
    },
  ]);
  expect(reader.remaining).toBe(0);
});
