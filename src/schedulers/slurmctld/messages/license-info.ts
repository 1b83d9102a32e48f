import type { License } from '../../../slurm/license.ts';
import { compileDecoder, type Decoder } from '../wire/decoder.ts';
import { fieldTable } from '../wire/field-table.ts';
import type { Reader } from '../wire/reader.ts';

/** Source: _unpack_license_info_msg of slurm_protocol_pack.c, releases 20.11 to 26.05. */
const TABLE = fieldTable(`
  name:string total:u32 in_use:u32 reserved:u32 remote:bool last_consumed:u32@39- last_deficit:u32@39-
  last_update:time@39- mode:u8@43- nodes:string@43-
`);

const BLANK_LICENSE: License = {
  name: '',
  total: 0,
  in_use: 0,
  reserved: 0,
  remote: false,
  last_consumed: 0,
  last_deficit: 0,
  last_update: 0,
  nodes: '',
};

/** Decoder of one licence record; its key is the name. */
export function licenseDecoder(version: number): Decoder<License> {
  return compileDecoder(TABLE, { version, blank: BLANK_LICENSE, key: 'name' });
}

/** In front of the records of RESPONSE_LICENSE_INFO. */
export function licenseInfoPrefix(reader: Reader): { count: number; lastUpdate: number } {
  return { count: reader.u32(), lastUpdate: reader.time() };
}
