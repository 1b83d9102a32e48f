import type { Reservation } from '../../../slurm/reservation.ts';
import { compileDecoder, type Decoder } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Structure } from '../wire/field-types.ts';
import type { Reader } from '../wire/reader.ts';
import { flagNamer, RESERVATION_FLAGS } from './flag-names.ts';

/** Source: _unpack_reserve_info_members of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  accounts:string burst_buffer:string comment:string@39- core_cnt:u32 end_time:time features:string flags:u64exact
  licenses:string max_start_delay:u32 name:string node_cnt:optional32 node_list:string partition:string
  purge_comp_time:optional32 watts:u32@-43 start_time:time tres_str:string users:string groups:string
  qos:string@44- allowed_parts:string@44- node_inx:bitString core_spec:coreSpecs
`);

const BLANK_RESERVATION: Reservation = {
  name: '',
  accounts: '',
  allowed_parts: '',
  burst_buffer: '',
  comment: '',
  core_cnt: 0,
  core_spec: [],
  end_time: 0,
  features: '',
  flags: [],
  groups: '',
  licenses: '',
  max_start_delay: 0,
  node_cnt: undefined,
  node_list: '',
  partition: '',
  purge_comp_time: undefined,
  qos: '',
  start_time: 0,
  tres_str: '',
  users: '',
};

const coreSpecs: Structure<Reservation['core_spec']> = {
  read(reader) {
    const found: { node: string; cores: string }[] = [];
    for (let left = reader.count(8); left > 0; left--) {
      found.push({ node: reader.string(), cores: reader.string() });
    }
    return found;
  },
  skip(reader) {
    for (let left = reader.count(8) * 2; left > 0; left--) reader.skipString();
  },
};

/** Decoder of one reservation record; its key is the name. */
export function reservationDecoder(version: number): Decoder<Reservation> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_RESERVATION,
    key: 'name',
    structures: { coreSpecs },
    derive: { flags: { from: ['flags'], by: flagNamer(RESERVATION_FLAGS) } },
  });
}

/** In front of the records of RESPONSE_RESERVATION_INFO. */
export function reservationInfoPrefix(reader: Reader): { count: number; lastUpdate: number } {
  return { count: reader.u32(), lastUpdate: reader.time() };
}
