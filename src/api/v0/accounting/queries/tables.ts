import { parameters } from './parameter.ts';

/** Query parameters of each list, with SchedMD's name of their schema. Source: its OpenAPI documents. */
export const QUERIES = {
  jobs: {
    schema: 'JOB_CONDITION',
    parameters: parameters(`
      account:csv:acct_list association:csv:associd_list cluster:csv:cluster_list constraints:csv:constraint_list
      cpus_max:number cpus_min:number ${flags('DB_', {
        // Both are documented, and change nothing.
        none: 'none',
        clear_scheduling: 'none',
        scheduler_unset: 'NOTSET',
        scheduled_on_submit: 'SUBMIT',
        scheduled_by_main: 'SCHED',
        scheduled_by_backfill: 'BACKFILL',
        job_started: 'START_R',
        job_altered: 'ALTERED',
      })}
      exit_code:int32:exitcode ${flags('', {
        show_duplicates: 'DUP',
        skip_steps: 'NO_STEP',
        disable_truncate_usage_time: 'NO_TRUNC',
        run_away_jobs: 'RUNAWAY',
        whole_hetjob: 'WHOLE_HETJOB',
        disable_whole_hetjob: 'NO_WHOLE_HETJOB',
        disable_wait_for_result: 'NO_WAIT',
        usage_time_as_submit_time: 'NO_DEFAULT_USAGE',
        show_batch_script: 'SCRIPT',
        show_job_environment: 'ENV',
      })}
      format:csv:format_list@-44 groups:gids:groupid_list job_name:csv:jobname_list nodes_max:number nodes_min:number
      partition:csv:partition_list qos:csv:qos_list reason:csv:reason_list reservation:csv:resv_list
      reservation_id:csv:resvid_list state:states:state_list step:steps:step_list timelimit_max:number
      timelimit_min:number end_time:time:usage_end start_time:time:usage_start submit_time:time:submit_time
      node:text:used_nodes users:uids:userid_list wckey:csv:wckey_list`),
  },
  users: {
    schema: 'USER_CONDITION',
    parameters: parameters(`
      admin_level:adminLevel association:object default_account:csv:def_acct_list default_wckey:csv:def_wckey_list
      with_assocs:bool with_coords:bool with_deleted:bool with_wckeys:bool without_defaults:bool`),
  },
  user: {
    schema: 'OPENAPI_USER_QUERY',
    parameters: parameters('with_deleted:bool with_assocs:bool with_coords:bool with_wckeys:bool'),
  },
  accounts: {
    schema: 'ACCOUNT_CONDITION',
    parameters: parameters(`
      association:object description:csv:description_list ${flags('', {
        DELETED: 'DELETED',
        WithAssociations: 'WithAssociations',
        WithCoordinators: 'WithCoordinators',
        NoUsersAreCoords: 'NoUsersAreCoords',
        UsersAreCoords: 'UsersAreCoords',
      })}`),
  },
  account: {
    schema: 'OPENAPI_ACCOUNT_QUERY',
    parameters: parameters('with_assocs:bool with_coords:bool with_deleted:bool'),
  },
  associations: {
    schema: 'ASSOC_CONDITION',
    parameters: parameters(`
      account:csv:acct_list cluster:csv:cluster_list default_qos:qosIds:def_qos_id_list ${flags('', {
        'Include+deleted+associations': 'WITH_DELETED',
        'Include+usage': 'WITH_USAGE',
        'Filter+to+only+defaults': 'ONLY_DEFS',
        'Include+the+raw+QOS+or+delta_qos': 'RAW_QOS',
        'Include+sub+acct+information': 'SUB_ACCTS',
        'Exclude+parent+id/name': 'WOPI',
        'Exclude+limits+from+parents': 'WOPL',
      })}
      format:csv:format_list@-44 id:ids:id_list parent_account:csv:parent_acct_list partition:csv:partition_list
      qos:qosIds:qos_list usage_end:time usage_start:time user:csv:user_list`),
  },
  qos: {
    schema: 'QOS_CONDITION',
    parameters: parameters(`
      description:csv:description_list Include+deleted+QOS:flag:with_deleted format:csv:format_list@-44
      id:csv:id_list name:csv:name_list`),
  },
  oneQos: { schema: 'OPENAPI_SLURMDBD_QOS_QUERY', parameters: parameters('with_deleted:bool') },
  clusters: {
    schema: 'CLUSTER_CONDITION',
    parameters: parameters(`
      classification:classification cluster:csv:cluster_list federation:csv:federation_list flags:clusterFlags
      format:csv:format_list@-44 rpc_version:csv:rpc_version_list usage_end:time usage_start:time with_deleted:bool
      with_usage:bool`),
  },
  wckeys: {
    schema: 'WCKEY_CONDITION',
    parameters: parameters(`
      cluster:csv:cluster_list format:csv:format_list@-44 id:csv:id_list name:csv:name_list
      only_defaults:bool:only_defs usage_end:time usage_start:time user:csv:user_list with_usage:bool
      with_deleted:bool`),
  },
  instances: {
    schema: 'INSTANCE_CONDITION',
    parameters: parameters(`
      cluster:csv:cluster_list extra:csv:extra_list format:csv:format_list@-44 instance_id:csv:instance_id_list
      instance_type:csv:instance_type_list node_list:text time_end:time time_start:time`),
  },
} as const;

/** Parameters that set a flag each. */
function flags(prefix: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names)
    .map(([name, flag]) => `${name}:flag:${prefix}${flag}`)
    .join(' ');
}
