import type { Reader } from './reader.ts';

/** A part of a message that is read, or passed over, as a whole. */
export interface Structure<Value = unknown> {
  read(reader: Reader): Value;
  /** Moves past it without making anything. */
  skip(reader: Reader): void;
}

/** How a decoder handles a wire type: methods of {@link Reader}, and the size where it is fixed. */
interface WireType {
  readonly read: keyof Reader;
  readonly size?: number;
  readonly skip?: keyof Reader;
}

/** Types the tables may name. `optional…` turn NO_VAL into `undefined` and INFINITE into `Infinity`. */
export const WIRE_TYPES: Readonly<Record<string, WireType>> = {
  u8: { read: 'u8', size: 1 },
  u16: { read: 'u16', size: 2 },
  u32: { read: 'u32', size: 4 },
  i32: { read: 'i32', size: 4 },
  u64: { read: 'u64', size: 8 },
  u64exact: { read: 'u64exact', size: 8 },
  bool: { read: 'bool', size: 1 },
  bool16: { read: 'bool16', size: 2 },
  time: { read: 'time', size: 8 },
  double: { read: 'double', size: 8 },
  optional8: { read: 'optional8', size: 1 },
  optional16: { read: 'optional16', size: 2 },
  optional32: { read: 'optional32', size: 4 },
  optional64: { read: 'optional64', size: 8 },
  optionalDouble: { read: 'optionalDouble', size: 8 },
  string: { read: 'string', skip: 'skipString' },
  nullableString: { read: 'nullableString', skip: 'skipString' },
  strings: { read: 'strings', skip: 'skipStrings' },
  u16s: { read: 'u16s', skip: 'skipU16s' },
  u32s: { read: 'u32s', skip: 'skipU32s' },
  u64s: { read: 'u64s', skip: 'skipU64s' },
  bitString: { read: 'bitString', skip: 'skipBitString' },
};
