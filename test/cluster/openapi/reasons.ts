/** A difference between the members of SchedMD's schemas and ours that is meant to be there. */
interface Reason {
  /** The member, as `schema.member`. */
  readonly at: RegExp;
  /** @param theirs type there @param ours type here, `undefined` = there is none */
  kind(theirs: string, ours: string | undefined): boolean;
  readonly reason: string;
}

/** See docs/COMPATIBILITY.md, which lists the reasons. */
export const REASONS: readonly Reason[] = [
  {
    at: /^uint32_no_val_struct\.number$/,
    kind: (theirs, ours) => theirs === 'integer/int32' && ours === 'integer/int64',
    reason:
      'numbers of 32 bits without a sign are `int64`, as `int32` has no room for the larger half of them',
  },
  {
    at: /./,
    kind: (theirs, ours) => ours === `${theirs}?`,
    reason: 'what answers may have as null may be null',
  },
  {
    at: /^job_desc_msg\.rlimits\./,
    kind: (_, ours) => ours === undefined,
    reason: 'limits of processes have a schema with a name',
  },
  {
    at: /^kill_jobs_msg(\.(jobs|nodes)$|_jobs_array)|^openapi_slurmdbd_ping_resp|^slurmdbd_ping_array/,
    kind: () => true,
    reason: 'lists of texts have fewer names',
  },
  {
    at: /^openapi_((create_node|partitions_mod|job_modify)_req|(users|accounts)_add_cond_resp)\.(meta|errors|warnings)$/,
    kind: (_, ours) => ours === undefined,
    reason: 'requests have no envelope',
  },
  {
    at: /^step_tres_(req|usage)_(max|min)$/,
    kind: (theirs, ours) => theirs === 'tres[]' && ours === 'tres_nct[]',
    reason: 'what says where most and least of a resource was used has the members answers have (`tres_nct`)',
  },
  {
    at: /^cluster_rec(\.|_)flags$/,
    kind: (theirs, ours) => theirs.replace('FRONT_END|', '') === ours,
    reason: 'front ends, which are gone since 24.11, have no word',
  },
  {
    at: /^job_modify\.derived_exit_code$/,
    kind: (_, ours) => ours === 'process_exit_code_req',
    reason: 'an exit code to be set may lack members (`process_exit_code_req`)',
  },
  {
    at: /^(slurm_conf|job_defaults)\./,
    kind: (theirs, ours) => theirs.endsWith('[]') && (ours === 'string_array' || ours === 'string'),
    reason: 'words of the configuration are any texts',
  },
  {
    at: /^slurm_conf_meta\./,
    kind: (_, ours) => ours === 'uint64_no_val_struct' || ours === 'integer/int64',
    reason: 'what is told of the configuration is typed as it is answered',
  },
  {
    at: /^openapi_jobs_requeue_resp\.status$|^job_array_response_msg_ptr_list$|^update_partition_msg_list$/,
    kind: () => true,
    reason: 'some lists have another name',
  },
  {
    at: /^update_node_msg\.reason_uid$/,
    kind: (_, ours) => ours === undefined,
    reason: 'who gives a reason is who asks, and cannot be said',
  },
  {
    at: /^partition_info\.cpus\.task_binding$/,
    kind: () => true,
    reason: 'bindings have the same words everywhere',
  },
  {
    at: /power_flags$|\.power\.flags$|^reservation_info\.watts$/,
    kind: () => true,
    reason: 'power management, which is gone, is written as answers have it',
  },
  {
    at: /^part_prio\.priority$|^stats_(rpc|user)\.count$/,
    kind: (theirs, ours) => theirs === 'integer/int32' && ours === 'integer/int64',
    reason: 'counters and priorities have no sign',
  },
  {
    at: /^stats_msg\.schedule_cycle_sum$/,
    kind: (theirs, ours) => theirs === 'integer/int32' && ours === 'integer/int64',
    reason: 'sums are `int64` before Slurm 26.05, too',
  },
  {
    at: /^shares_float128_tres\.value$/,
    kind: (_, ours) => ours === 'number/double',
    reason: 'numbers of more than 64 bits are `double`, as JSON has them',
  },
  {
    at: /\.user_id$/,
    kind: (theirs, ours) => theirs === 'integer/int32' && ours === 'integer/int64',
    reason: 'ids of users, too, have no sign',
  },
];
