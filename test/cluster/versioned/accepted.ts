/** A difference between slurmrestd's answers and ours that is meant to be there. */
export interface Accepted {
  /** Where in the answer: members joined by dots, `*` for every entry of a list. */
  readonly at: RegExp;
  /** Of these requests only. */
  readonly request?: RegExp;
  /** Of this release of Slurm only. */
  readonly release?: string;
  readonly reason: string;
}

/** Values that differ from one moment, or one process, to the next. */
export const CLOCKS: readonly RegExp[] = [
  /^meta\.client\.source$/,
  /^job_id$/,
  /^last_update\.number$/,
  /^slurm_conf_meta\.LastUpdate$/,
  /^last_backfill\.number$/,
  /^pings\.\*\.latency$/,
  /^jobs\.\*\.last_sched_evaluation\.number$/,
  /^nodes\.\*\.(last_busy|reason_changed_at)\.number$/,
  /^nodes\.\*\.(cpu_load|free_mem\.number|energy\.last_collected)$/,
  /^statistics\.(req_time|job_states_ts|bf_when_last_cycle)\.number$/,
  /^statistics\.rpcs_by_(message_type|user)\./,
  /^statistics\.(RPCs|users)\.\*\.(count|time)/,
  // A kind of request may come for the first time between two answers.
  /^statistics\.(RPCs|users)$/,
  /^statistics\.(schedule_cycle|bf_cycle|bf_depth|bf_queue|bf_table|schedule_queue)/,
  /^statistics\.(schedule_exit|bf_exit)\./,
  /^statistics\.(server_thread_count|agent_|dbd_agent|bf_last_depth)/,
];

/** Flags of a job that a scheduler sets when it looks at it; to slurmctld that is no change of the job. */
export const LOOKED_AT: readonly unknown[] = ['BACKFILL_ATTEMPTED', 'SCHEDULING_ATTEMPTED', 'DEPENDENT'];

export const ACCEPTED: readonly Accepted[] = [
  {
    at: /^$/,
    reason: 'a path that does not exist is refused with the same status in our own words',
  },
  {
    at: /^meta\.client\.(user|group)$/,
    reason: 'slurmrestd names root whoever asks over TCP; ours names who the request runs as',
  },
  {
    at: /^statistics\.parts_packed$/,
    reason: 'Slurm 26.05 no longer sends the mark that the counters are there, which slurmrestd shows as 0',
  },
  {
    at: /.*/,
    request: /BOGUS/,
    reason:
      'a request to change something in which a word of a list makes no sense changes nothing, where slurmrestd carries out the rest of it',
  },
  {
    at: /^(status|errors\.\*\.(error|error_number))$/,
    request: /"hetjob":\[\]/,
    reason: 'of a het job without components slurmrestd tells whatever error number was left over',
  },
  {
    at: /^status$/,
    request: /^DELETE job\/\$job "" as alice/,
    reason: 'a component of a het job may have ended with its leader before its own signal comes',
  },
  {
    at: /^(shares\.shares|warnings)/,
    request: /^GET shares\?/,
    reason: 'the parameters of shares do what SchedMD documents, where slurmrestd passes over them',
  },
  {
    at: /^status$/,
    request: /^(GET \/slurmdb\/V\/(diag|wckeys|config)|DELETE \S+) alice 24\.11$/,
    reason:
      'what slurmdbd does not permit is answered with 422 as by slurmrestd of 26.05; that of 24.11 answers 500',
  },
  {
    at: /^status$/,
    release: '24.11',
    reason:
      'what Slurm refuses has status 422, as newer releases have it in every version, where 24.11 has 500',
  },
  {
    at: /fairshare\.level/,
    release: '24.11',
    reason: 'fair share without end is shown as newer releases show it in every version',
  },
  {
    at: /^nodes\.\*\.tres_weighted$/,
    release: '24.11',
    reason: 'the weighted TRES of a node is 0, as in newer releases',
  },
  {
    at: /^nodes\.\*\.(partitions|tres_used|state(\.\*)?|alloc_\w+)$/,
    request: /GET .*node\/host/,
    release: '24.11',
    reason: 'of a single node 24.11 tells what another one is in and has allocated',
  },
  {
    at: /^jobs\.\*\.standard_(output|error)$/,
    release: '24.11',
    reason: 'where a job leaves its output to Slurm, the file is told of as newer releases tell of it',
  },
  {
    at: /^jobs\.\*\.std(in|out|err)_expanded$/,
    release: '24.11',
    reason: 'a file of output that is named relative to a directory without a slash at its end gets one',
  },
  {
    at: /^errors\.\*\.source$/,
    release: '24.11',
    reason: 'functions of slurmrestd are named as newer releases name them',
  },
  {
    at: /.*/,
    request: /DELETE reservation|GET \/slurm\/v0\.0\.41|GET reservation/,
    release: '24.11',
    reason: '24.11 cannot delete reservations by v0.0.42, and serves v0.0.41, too',
  },
  {
    at: /^(errors|warnings)$/,
    request: /partition\/nope/,
    release: '24.11',
    reason: 'a partition that does not exist is a warning, as in newer releases',
  },
  {
    at: /.*/,
    request: /node\/\w+\?update_time=9/,
    release: '24.11',
    reason: 'a node that has not changed is shown all the same, where 24.11 fails',
  },
  {
    at: /^errors\.\*\.description$/,
    request: /job\/allocate|DELETE node/,
    release: '24.11',
    reason: 'failures are told in the words of newer releases',
  },
  {
    at: /^$/,
    request: /^POST config .*what is there$/,
    reason:
      'what is posted to /slurmdb/…/config is there then, where slurmrestd says the same and does nothing of it',
  },
  {
    at: /^warnings$/,
    request: /slurmdb\/V\/jobs\?/,
    reason: 'no warning of jobs that have no association, as those of users without one',
  },
  {
    at: /^warnings\.\*\.description$/,
    request: /GET conf\?update_time/,
    reason: 'the time a configuration has not changed since is told as it was asked for, not as a time span',
  },
];
