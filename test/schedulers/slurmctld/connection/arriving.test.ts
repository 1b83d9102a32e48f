import { expect, test } from 'vitest';
import { Arriving } from '../../../../src/schedulers/slurmctld/connection/arriving.ts';

/** Has bytes arrive in chunks of at most `size`, in what room there is each time. */
function arrive(bytes: Buffer, size: number): Arriving {
  const arriving = new Arriving();
  for (let at = 0; at < bytes.length; ) {
    const { room } = arriving;
    expect(room.length).toBeGreaterThan(0);
    const taken = bytes.copy(room, 0, at, Math.min(bytes.length, at + size));
    arriving.take(taken);
    at += taken;
    expect(arriving.received).toBe(at);
    expect(arriving.expected).toBe(at < 4 ? undefined : 4 + bytes.readUInt32BE(0));
  }
  return arriving;
}

function frame(length: number): Buffer {
  const bytes = Buffer.from(Array.from({ length: 4 + length }, (_, index) => index % 251));
  bytes.writeUInt32BE(length, 0);
  return bytes;
}

test.each([
  [0, 1],
  [100, 1],
  [100, 65_536],
  [65_532, 65_536],
  [65_533, 65_536],
  [70_000, 65_536],
  [300_000, 1000],
  [3_000_000, 50_000],
  [3_000_000, 1_000_000],
])('a frame of %i bytes is the same in chunks of %i', (length, size) => {
  const bytes = frame(length);
  expect(arrive(bytes, size).bytes.equals(bytes)).toBe(true);
});

test('what comes behind a frame is no part of it', () => {
  const bytes = Buffer.concat([frame(200_000), Buffer.alloc(100_000, 1)]);
  const { received, bytes: all } = arrive(bytes, 30_000);
  expect(received).toBe(300_004);
  expect(all.equals(bytes)).toBe(true);
});

test('a frame that claims to be long has no more set aside for it than some times what is there', () => {
  const bytes = Buffer.alloc(100_000);
  bytes.writeUInt32BE(1024 ** 3, 0);
  expect(arrive(bytes, 65_536).room.length).toBeLessThan(64 * 100_000);
});
