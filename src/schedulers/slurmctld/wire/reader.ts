import { SlurmError } from '../../../slurm/error.ts';
import { INFINITE, INFINITE8, INFINITE16, NO_VAL, NO_VAL8, NO_VAL16 } from './sentinels.ts';

const TWO_32 = 0x1_0000_0000;

/**
 * Reads Slurm's packed primitives from bytes that may be hostile: every length is checked against what is
 * left before anything is allocated for it, and what does not fit throws `REPLY_MALFORMED`.
 * All integers are big-endian. Source: pack.c of Slurm, unchanged from 20.11 to 26.05.
 */
export class Reader {
  readonly bytes: Buffer;
  private readonly view: DataView;
  position: number;

  constructor(bytes: Buffer, position = 0) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  /** Moves past `size` bytes. */
  skip(size: number): void {
    const end = this.position + size;
    if (end > this.bytes.length) throw truncated();
    this.position = end;
  }

  u8(): number {
    const at = this.position;
    if (at >= this.bytes.length) throw truncated();
    this.position = at + 1;
    return this.view.getUint8(at);
  }

  u16(): number {
    const at = this.position;
    if (at + 2 > this.bytes.length) throw truncated();
    this.position = at + 2;
    return this.view.getUint16(at);
  }

  u32(): number {
    const at = this.position;
    if (at + 4 > this.bytes.length) throw truncated();
    this.position = at + 4;
    return this.view.getUint32(at);
  }

  i32(): number {
    return this.u32() | 0;
  }

  /** As a number: exact to 2^53, above it the nearest. */
  u64(): number {
    const high = this.u32();
    return high * TWO_32 + this.u32();
  }

  u64exact(): bigint {
    const at = this.position;
    this.skip(8);
    return this.view.getBigUint64(at);
  }

  bool(): boolean {
    return this.u8() !== 0;
  }

  /** A flag kept in 16 bits; NO_VAL16 counts as not set. */
  bool16(): boolean {
    const value = this.u16();
    return value !== 0 && value !== NO_VAL16;
  }

  /** UNIX seconds; NO_VAL64 and other nonsense of old daemons is 0. */
  time(): number {
    const high = this.i32();
    const low = this.u32();
    return high === -1 ? 0 : high * TWO_32 + low;
  }

  /** Slurm packs floating point numbers times a million, as the bits of that. */
  double(): number {
    const at = this.position;
    this.skip(8);
    return this.view.getFloat64(at) / 1e6;
  }

  optional8(): number | undefined {
    const value = this.u8();
    return value < NO_VAL8 ? value : value === INFINITE8 ? Infinity : undefined;
  }

  optional16(): number | undefined {
    const value = this.u16();
    return value < NO_VAL16 ? value : value === INFINITE16 ? Infinity : undefined;
  }

  optional32(): number | undefined {
    const value = this.u32();
    return value < NO_VAL ? value : value === INFINITE ? Infinity : undefined;
  }

  optional64(): number | undefined {
    const high = this.u32();
    const low = this.u32();
    if (high === INFINITE && low >= NO_VAL) return low === INFINITE ? Infinity : undefined;
    return high * TWO_32 + low;
  }

  optionalDouble(): number | undefined {
    const value = this.double();
    // The daemon packs NO_VAL as a double where nothing is known.
    return value >= NO_VAL ? undefined : value;
  }

  /** Slurm tells NULL from the empty string; a record does not, see {@link Reader.nullableString}. */
  string(): string {
    return this.nullableString() ?? '';
  }

  nullableString(): string | undefined {
    const size = this.u32();
    if (size === 0) return undefined;
    const start = this.position;
    this.skip(size);
    // The length counts the terminating NUL.
    const end = this.bytes[start + size - 1] === 0 ? start + size - 1 : start + size;
    return this.bytes.toString('utf8', start, end);
  }

  skipString(): void {
    this.skip(this.u32());
  }

  /** A number of elements that take at least `size` bytes each, checked against what is left. */
  count(size: number): number {
    const count = this.u32();
    if (count * size > this.remaining) throw truncated();
    return count;
  }

  /** A list's count, where NO_VAL stands for "no list". */
  listCount(size: number): number {
    const count = this.u32();
    if (count === NO_VAL) return 0;
    if (count * size > this.remaining) throw truncated();
    return count;
  }

  strings(): string[] {
    const count = this.count(4);
    const found: string[] = [];
    for (let i = 0; i < count; i++) found.push(this.string());
    return found;
  }

  skipStrings(): void {
    for (let left = this.count(4); left > 0; left--) this.skipString();
  }

  u16s(): number[] {
    return this.numbers(2, this.u16);
  }

  u32s(): number[] {
    return this.numbers(4, this.u32);
  }

  u64s(): number[] {
    return this.numbers(8, this.u64);
  }

  private numbers(size: number, read: () => number): number[] {
    const count = this.count(size);
    const found = new Array<number>(count);
    for (let i = 0; i < count; i++) found[i] = read.call(this);
    return found;
  }

  skipU16s(): void {
    this.skip(this.u32() * 2);
  }

  skipU32s(): void {
    this.skip(this.u32() * 4);
  }

  skipU64s(): void {
    this.skip(this.u32() * 8);
  }

  /** A bit string: how many bits, then hex digits with bit 0 in the last. `undefined` for none. */
  bitString(): BitString | undefined {
    const size = this.u32();
    if (size === NO_VAL) return undefined;
    return { size, hex: this.string() };
  }

  skipBitString(): void {
    if (this.u32() !== NO_VAL) this.skipString();
  }
}

export interface BitString {
  readonly size: number;
  /** With or without `0x`. */
  readonly hex: string;
}

/** The indexes of the bits set, ascending; bounded by the digits that are there, not by the claimed size. */
export function setBits({ size, hex }: BitString): number[] {
  const digits = hex.startsWith('0x') ? hex.slice(2) : hex;
  const bits: number[] = [];
  for (let i = digits.length - 1, base = 0; i >= 0 && base < size; i--, base += 4) {
    const digit = Number.parseInt(digits[i]!, 16);
    if (Number.isNaN(digit)) throw malformed('a bit string has a digit that is not hex');
    for (let bit = 0; bit < 4; bit++) if (digit & (1 << bit)) bits.push(base + bit);
  }
  return bits;
}

/** What every decoder throws on bytes that make no sense. */
export function malformed(problem: string): SlurmError {
  return new SlurmError('REPLY_MALFORMED', { problem });
}

function truncated(): SlurmError {
  return malformed('it ends too early or a length in it is wrong');
}
