import { NO_VAL } from './sentinels.ts';

/**
 * Writes Slurm's packed primitives, the counterpart of {@link Reader}.
 * Source: pack.c of Slurm.
 */
export class Writer {
  private buffer: Buffer;
  private written = 0;

  constructor(capacity = 512) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  /** What was written so far; valid until the next write. */
  get bytes(): Buffer {
    return this.buffer.subarray(0, this.written);
  }

  get length(): number {
    return this.written;
  }

  private room(size: number): number {
    const at = this.written;
    const end = at + size;
    if (end > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, at);
      this.buffer = larger;
    }
    this.written = end;
    return at;
  }

  u8(value: number): void {
    const at = this.room(1);
    this.buffer.writeUInt8(value, at);
  }

  u16(value: number): void {
    const at = this.room(2);
    this.buffer.writeUInt16BE(value, at);
  }

  u32(value: number): void {
    const at = this.room(4);
    this.buffer.writeUInt32BE(value, at);
  }

  u64(value: number | bigint): void {
    const at = this.room(8);
    this.buffer.writeBigUInt64BE(BigInt(value), at);
  }

  time(seconds: number): void {
    const at = this.room(8);
    this.buffer.writeBigInt64BE(BigInt(Math.trunc(seconds)), at);
  }

  double(value: number): void {
    const at = this.room(8);
    this.buffer.writeDoubleBE(value * 1e6, at);
  }

  /** NULL for `undefined`; the empty string is one byte, its NUL. */
  string(value: string | undefined): void {
    if (value === undefined) {
      this.u32(0);
      return;
    }
    const size = Buffer.byteLength(value);
    this.u32(size + 1);
    const at = this.room(size + 1);
    this.buffer.write(value, at, size, 'utf8');
    this.buffer[at + size] = 0;
  }

  /** Raw bytes behind their count. */
  memory(value: Buffer): void {
    this.u32(value.length);
    this.raw(value);
  }

  raw(value: Buffer): void {
    const at = this.room(value.length);
    value.copy(this.buffer, at);
  }

  strings(values: readonly string[]): void {
    this.u32(values.length);
    for (const value of values) this.string(value);
  }

  u32s(values: readonly number[]): void {
    this.u32(values.length);
    for (const value of values) this.u32(value);
  }

  /** No bit string at all. */
  nullBitString(): void {
    this.u32(NO_VAL);
  }
}
