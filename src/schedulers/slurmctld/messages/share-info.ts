import type { AssociationShares, Shares, TresValue } from '../../../slurm/shares.ts';
import { compileDecoder, onceAVersion } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Structure } from '../wire/field-types.ts';
import type { Reader } from '../wire/reader.ts';
import { NO_VAL } from '../wire/sentinels.ts';
import { type Request, requestOf } from './request.ts';

const shareInfo = requestOf('REQUEST_SHARE_INFO', 'accounts:names users:names', {
  repeatable: true,
  structures: {
    // A list that is not there is another thing than an empty one.
    names: (writer, value) =>
      value === undefined ? writer.u32(NO_VAL) : writer.strings(value as readonly string[]),
  },
});
/** Associations of these accounts and users; of all without any. */
export const shares = (accounts: readonly string[], users: readonly string[]): Request =>
  shareInfo({
    ...(accounts.length > 0 && { accounts }),
    ...(users.length > 0 && { users }),
  });

/** Source: _unpack_assoc_shares_object of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  assoc_id:u32 cluster:string name:string parent:string partition:string shares_norm:ratio shares_raw:optional32
  tres_run_secs:counts tres_grp_mins:counts usage_efctv:ratio usage_norm:ratio usage_raw:u64
  usage_tres_raw:strings fs_factor:ratio level_fs:ratio user:bool16
`);

/** As it comes: values side by side, whose names stand in front of all associations. */
type Packed = Omit<AssociationShares, 'tres_run_secs' | 'tres_grp_mins' | 'usage_tres_raw'> & {
  readonly tres_run_secs: readonly (number | undefined)[];
  readonly tres_grp_mins: readonly (number | undefined)[];
  /** Decimal texts. */
  readonly usage_tres_raw: readonly string[];
};

const BLANK: Packed = {
  assoc_id: 0,
  cluster: '',
  name: '',
  parent: '',
  partition: '',
  shares_norm: 0,
  shares_raw: 0,
  tres_run_secs: [],
  tres_grp_mins: [],
  usage_efctv: 0,
  usage_norm: 0,
  usage_raw: 0,
  usage_tres_raw: [],
  fs_factor: 0,
  level_fs: 0,
  user: false,
};

const counts: Structure<(number | undefined)[]> = {
  read(reader) {
    const found: (number | undefined)[] = [];
    for (let left = reader.count(8); left > 0; left--) found.push(reader.optional64());
    return found;
  },
  skip: (reader) => reader.skipU64s(),
};

/** NO_VAL, INFINITE and what is no number come as doubles, too. */
const ratio: Structure<number | undefined> = {
  read(reader) {
    const value = reader.double();
    const whole = Math.trunc(value);
    if (whole === 0xffff_ffff || !Number.isFinite(value))
      return Number.isNaN(value) ? undefined : Number.POSITIVE_INFINITY;
    return whole === NO_VAL ? undefined : value;
  },
  skip: (reader) => reader.skip(8),
};

const decoderAt = onceAVersion((version) =>
  compileDecoder<Packed>(TABLE, { version, blank: BLANK, structures: { counts, ratio } }),
);

/** Reads RESPONSE_SHARE_INFO. */
export function decodeShares(reader: Reader, version: number): Shares {
  const names = reader.strings();
  const decoder = decoderAt(version);
  const associations: AssociationShares[] = [];
  for (let left = reader.listCount(60); left > 0; left--) {
    const packed = decoder.read(reader);
    associations.push({
      ...packed,
      tres_run_secs: named(names, packed.tres_run_secs),
      tres_grp_mins: named(names, packed.tres_grp_mins),
      usage_tres_raw: named(names, packed.usage_tres_raw.map(Number)),
    });
  }
  return { associations, tot_shares: reader.u64() };
}

function named(names: readonly string[], values: readonly (number | undefined)[]): TresValue[] {
  return names.map((name, index) => ({ name, value: values[index] }));
}
