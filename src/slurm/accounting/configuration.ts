/** How long records are kept (slurmdbd.conf(5), `Purge…After`); all of them where it is not set. */
export interface Purge {
  readonly set: boolean;
  /** One of the three is not 0. */
  readonly hours: number;
  readonly days: number;
  readonly months: number;
  /** They are archived first. */
  readonly archive: boolean;
}

/** The configuration of an accounting storage, by Slurm's names (slurmdbd_conf_t, slurmdbd.conf(5)). */
export interface StorageConfiguration {
  readonly archive_dir: string;
  readonly archive_script: string;
  /** Seconds. */
  readonly commit_delay: number;
  readonly dbd_addr: string;
  readonly dbd_backup: string;
  readonly dbd_host: string;
  readonly dbd_port: number;
  /** As in slurm.conf: 3 is `info`. */
  readonly debug_level: number;
  readonly default_qos: string;
  /** Bits of DBD_CONF_FLAG_…. */
  readonly flags: number;
  readonly log_file: string;
  readonly max_purge_limit: number;
  /** Seconds. */
  readonly max_time_range: number | undefined;
  /** Joined by commas. */
  readonly parameters: string;
  /** Bits of PERSIST_FLAG_…. */
  readonly persist_conn_rc_flags: number;
  readonly pid_file: string;
  readonly purge_event: Purge;
  readonly purge_job: Purge;
  readonly purge_resv: Purge;
  readonly purge_step: Purge;
  readonly purge_suspend: Purge;
  readonly purge_txn: Purge;
  readonly purge_usage: Purge;
  readonly purge_jobscript: Purge;
  readonly purge_jobenv: Purge;
  /** slurmdbd tells nobody of this and the next two. */
  readonly storage_loc: string;
  readonly storage_pass_script: string;
  readonly storage_user: string;
  readonly syslog_debug: number;
  readonly track_wckey: boolean;
  readonly track_ctld: boolean;
}

export const KEPT_FOR_EVER: Purge = { set: false, hours: 0, days: 0, months: 0, archive: false };

/** Of what a storage has no setting for. */
export const BLANK_STORAGE_CONFIGURATION: StorageConfiguration = {
  archive_dir: '',
  archive_script: '',
  commit_delay: 0,
  dbd_addr: '',
  dbd_backup: '',
  dbd_host: '',
  dbd_port: 0,
  debug_level: 0,
  default_qos: '',
  flags: 0,
  log_file: '',
  max_purge_limit: 0,
  max_time_range: undefined,
  parameters: '',
  persist_conn_rc_flags: 0,
  pid_file: '',
  purge_event: KEPT_FOR_EVER,
  purge_job: KEPT_FOR_EVER,
  purge_resv: KEPT_FOR_EVER,
  purge_step: KEPT_FOR_EVER,
  purge_suspend: KEPT_FOR_EVER,
  purge_txn: KEPT_FOR_EVER,
  purge_usage: KEPT_FOR_EVER,
  purge_jobscript: KEPT_FOR_EVER,
  purge_jobenv: KEPT_FOR_EVER,
  storage_loc: '',
  storage_pass_script: '',
  storage_user: '',
  syslog_debug: 0,
  track_wckey: false,
  track_ctld: false,
};
