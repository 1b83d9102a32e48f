import {
  BLANK_STORAGE_CONFIGURATION,
  KEPT_FOR_EVER,
  type Purge,
  type StorageConfiguration,
} from '../../../slurm/accounting/configuration.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import type { DbdRequest } from './request.ts';

/** The first protocol version that tells of the configuration member by member; those before have a list of texts. */
export const CONFIGURATION_SINCE = 45;

const PURGES = [
  'purge_event',
  'purge_job',
  'purge_resv',
  'purge_step',
  'purge_suspend',
  'purge_txn',
  'purge_usage',
  'purge_jobscript',
  'purge_jobenv',
] as const;

/** Source: _unpack_slurmdbd_conf of slurmdbd_pack.c, release 26.05. */
const TABLE = fieldTable(`
  archive_dir:string archive_script:string commit_delay:u16 dbd_addr:string dbd_backup:string dbd_host:string
  dbd_port:u16 debug_level:u16 default_qos:string flags:u32 log_file:string max_purge_limit:u32
  max_time_range:optional32 parameters:string persist_conn_rc_flags:u16 pid_file:string
  ${PURGES.map((name) => `${name}:optional32`).join(' ')}
  storage_loc:string storage_pass_script:string storage_user:string syslog_debug:u16 track_wckey:bool16
  track_ctld:bool16
`);

/** Source: SLURMDB_PURGE_… of slurmdb.h. */
function purge(word: number | undefined): Purge {
  if (word === undefined) return KEPT_FOR_EVER;
  const count = word & 0xffff;
  const [hours, days, months, archive] = [16, 17, 18, 19].map((bit) => ((word >>> bit) & 1) === 1);
  return {
    set: true,
    hours: hours ? count : 0,
    days: days && !hours ? count : 0,
    months: months && !hours && !days ? count : 0,
    archive: archive!,
  };
}

export const getConfiguration: DbdRequest = { name: 'DBD_GET_CONFIG', write: () => {} };

export function configurationDecoder(version: number): Structure<StorageConfiguration> {
  return compileDecoder(TABLE, {
    version,
    blank: BLANK_STORAGE_CONFIGURATION,
    derive: Object.fromEntries(PURGES.map((name) => [name, { from: [name], by: purge }])),
  });
}
