import type { Purge, StorageConfiguration } from '../../../slurm/accounting/configuration.ts';
import { bitsOf, duration, logLevel } from '../controller/conf-words.ts';
import type { Endpoint } from '../endpoint.ts';
import { presenter, type RecordTable, recordTable } from '../record/table.ts';
import { asking } from '../refused.ts';
import { accountingFor } from './ask-accounting.ts';

/** Source: DBD_CONF_FLAG_… of slurmdbd_defs.h, and PERSIST_FLAG_… of persist_conn.h. */
const FLAGS = [
  'AllowNoDefAcct',
  'AllResourcesAbsolute',
  'DisableCoordDBD',
  undefined,
  'DisableArchiveCommands',
];
const CONNECTION_FLAGS = [undefined, undefined, undefined, 'PreserveCaseUser'];

const purge = (name: keyof StorageConfiguration) => (conf: StorageConfiguration) => {
  const { set, hours, days, months, archive } = conf[name] as Purge;
  return { set, hours, days, months, archive };
};

/** slurmdbd.conf in each version that has it. */
export const STORAGE_CONF: RecordTable<StorageConfiguration> = recordTable(
  `ArchiveDir:string ArchiveScript:string CommitDelay:int32 DbdAddr:string DbdBackupHost:string DbdHost:string
   DbdPort:int32 DebugLevel:string DefaultQOS:string Flags:conf_flags_dbd LogFile:string MaxPurgeLimit:int32
   MaxQueryTimeRange:string Parameters:csv_string PersistConnFlags:conf_flags_persist_conn_rc PidFile:string
   PurgeEventAfter:slurmdb_purge_units PurgeJobAfter:slurmdb_purge_units PurgeResvAfter:slurmdb_purge_units
   PurgeStepAfter:slurmdb_purge_units PurgeSuspendAfter:slurmdb_purge_units PurgeTXNAfter:slurmdb_purge_units
   PurgeUsageAfter:slurmdb_purge_units PurgeJobScriptAfter:slurmdb_purge_units PurgeJobEnvAfter:slurmdb_purge_units
   StorageLoc:string StoragePassScript:string StorageUser:string DebugLevelSyslog:string TrackWCKey:boolean
   TrackSlurmctldDown:boolean`,
  {
    names: {
      ArchiveDir: 'archive_dir',
      ArchiveScript: 'archive_script',
      CommitDelay: 'commit_delay',
      DbdAddr: 'dbd_addr',
      DbdBackupHost: 'dbd_backup',
      DbdHost: 'dbd_host',
      DbdPort: 'dbd_port',
      DefaultQOS: 'default_qos',
      LogFile: 'log_file',
      MaxPurgeLimit: 'max_purge_limit',
      Parameters: 'parameters',
      PidFile: 'pid_file',
      StorageLoc: 'storage_loc',
      StoragePassScript: 'storage_pass_script',
      StorageUser: 'storage_user',
      TrackWCKey: 'track_wckey',
      TrackSlurmctldDown: 'track_ctld',
    },
    read: {
      DebugLevel: ({ debug_level }) => logLevel(debug_level),
      Flags: ({ flags }) => bitsOf(FLAGS, flags),
      MaxQueryTimeRange: ({ max_time_range }) => duration(max_time_range ?? Number.POSITIVE_INFINITY),
      PersistConnFlags: ({ persist_conn_rc_flags }) => bitsOf(CONNECTION_FLAGS, persist_conn_rc_flags),
      PurgeEventAfter: purge('purge_event'),
      PurgeJobAfter: purge('purge_job'),
      PurgeResvAfter: purge('purge_resv'),
      PurgeStepAfter: purge('purge_step'),
      PurgeSuspendAfter: purge('purge_suspend'),
      PurgeTXNAfter: purge('purge_txn'),
      PurgeUsageAfter: purge('purge_usage'),
      PurgeJobScriptAfter: purge('purge_jobscript'),
      PurgeJobEnvAfter: purge('purge_jobenv'),
      DebugLevelSyslog: ({ syslog_debug }) => logLevel(syslog_debug),
    },
  },
);

const present = presenter(STORAGE_CONF);

export const getStorageConf: Endpoint = {
  method: 'GET',
  path: 'conf',
  plugin: 'slurmdb',
  id: 'get_conf',
  summary: 'Get the configuration of the accounting storage',
  description: 'slurmdbd.conf as slurmdbd runs it (sacctmgr show config).',
  since: 45,
  response: 'openapi_slurmdbd_conf_resp',
  async handler(context) {
    const answer = accountingFor(context).configuration(context.caller);
    const conf = await asking(answer, 'slurmdb_config_get() failed', '_dump_conf');
    return { slurmdbd_conf: present(conf) };
  },
};
