import { fieldTable } from '../wire/field-table.ts';

/**
 * RESPONSE_BUILD_INFO: slurm.conf as the controller runs it.
 * Source: _unpack_slurm_ctl_conf_msg of slurm_protocol_pack.c, releases 20.11 to 26.05.
 */
export const BUILD_INFO = fieldTable(`
  last_update:time accounting_storage_enforce:u16 accounting_storage_backup_host:string
  accounting_storage_host:string accounting_storage_ext_host:string accounting_storage_params:string
  accounting_storage_port:u16 accounting_storage_tres:string accounting_storage_type:string
  accounting_storage_user:string@-43 acct_gather_conf:keyValues acct_gather_energy_type:string
  acct_gather_filesystem_type:string acct_gather_interconnect_type:string acct_gather_node_freq:u16
  acct_gather_profile_type:string authalttypes:string authalt_params:string authinfo:string authtype:string
  batch_start_timeout:u16 boot_time:time bb_type:string bcast_exclude:string@37- bcast_parameters:string@37-
  certmgr_params:string@43- certmgr_type:string@43- cgroup_conf:keyValues cli_filter_params:string@44-
  cli_filter_plugins:string cluster_name:string comm_params:string complete_wait:u16 conf_flags:u32
  control_addr:strings control_machine:strings core_spec_plugin:string@-40 cpu_freq_def:u32 cpu_freq_govs:u32
  cred_type:string data_parser_parameters:string@42- def_mem_per_cpu:u64 debug_flags:u64
  dependency_params:string eio_timeout:u16 enforce_part_limits:u16 epilog:string@-40 epilog:strings@41-
  epilog_msg_time:u32 epilog_slurmctld:string@-40 epilog_slurmctld:strings@41- epilog_timeout:u16@43-
  ext_sensors_conf:keyValues@-40 ext_sensors_type:string@-40 ext_sensors_freq:u16@-40 fed_params:string
  first_job_id:u32 fs_dampening_factor:u16 get_env_timeout:u16@-42 gres_plugins:string group_time:u16
  group_force:u16 gpu_freq_def:string hash_plugin:string@41- hash_val:u32 health_check_interval:u16
  health_check_node_state:u16 health_check_program:string health_check_timeout:u16@45-
  http_parser_type:string@44- inactive_limit:u16 interactive_step_opts:string job_acct_gather_freq:string
  job_acct_gather_type:string job_acct_gather_params:string job_comp_host:string job_comp_loc:string
  job_comp_params:string job_comp_port:u32 job_comp_type:string job_comp_user:string
  job_container_plugin:string job_credential_private_key:string@-39
  job_credential_public_certificate:string@-39 job_defaults:jobDefaults job_file_append:u16 job_requeue:u16
  job_submit_plugins:string keepalive_time:u16@-37 kill_on_bad_exit:u16 kill_wait:u16 launch_params:string
  launch_type:string@-38 license_params:string@45- licenses:string log_fmt:u16 max_array_sz:u32
  max_batch_requeue:u32@39- max_dbd_msgs:u32 mail_domain:string mail_prog:string max_job_cnt:u32
  max_job_id:u32 max_mem_per_cpu:u64 max_node_cnt:u32@38- max_step_cnt:u32 max_tasks_per_node:u16
  mcs_plugin:string mcs_plugin_params:string metrics_auth_users:string@45- metrics_params:string@45-
  metrics_type:string@44- min_job_age:u32 mpi_conf:keyValues@38- mpi_default:string mpi_params:string
  msg_timeout:u16 next_job_id:u32 node_features_conf:pluginKeyValues node_features_plugins:string
  node_prefix:string@-42 over_time_limit:u16 plugindir:string plugstack:string power_parameters:string@-40
  power_plugin:string@-40 preempt_mode:u16 preempt_params:string@39- preempt_type:string
  preempt_exempt_time:u32 prep_params:string prep_plugins:string priority_decay_hl:u32
  priority_calc_period:u32 priority_favor_small:u16 priority_flags:u16 priority_max_age:u32
  priority_params:string priority_reset_period:u16 priority_type:string priority_weight_age:u32
  priority_weight_assoc:u32 priority_weight_fs:u32 priority_weight_js:u32 priority_weight_part:u32
  priority_weight_qos:u32 priority_weight_tres:string private_data:u16 proctrack_type:string prolog:string@-40
  prolog:strings@41- prolog_epilog_timeout:u16@-42 prolog_slurmctld:string@-40 prolog_slurmctld:strings@41-
  prolog_timeout:u16@43- prolog_flags:u16 propagate_prio_process:u16 propagate_rlimits:string
  propagate_rlimits_except:string reboot_program:string reconfig_flags:u16 requeue_exit:string
  requeue_exit_hold:string resume_fail_program:string resume_program:string resume_rate:u16 resume_timeout:u16
  resv_epilog:string resv_over_run:u16 resv_prolog:string ret2service:u16 route_plugin:string@-39
  sbcast_parameters:string@36 sched_params:string sched_logfile:string sched_log_level:u16
  sched_time_slice:u16 schedtype:string scron_params:string select_type:string select_conf_key_pairs:keyValues
  select_type_param:u16 slurm_conf:string slurm_user_id:u32 slurm_user_name:string slurmd_user_id:u32
  slurmd_user_name:string slurmctld_addr:string slurmctld_debug:u16 slurmctld_http_auth_params:string@45-
  slurmctld_logfile:string slurmctld_params:string slurmctld_pidfile:string slurmctld_plugstack:string@-38
  slurmctld_plugstack_conf:pluginKeyValues@-38 slurmctld_port:u32 slurmctld_port_count:u16
  slurmctld_primary_off_prog:string slurmctld_primary_on_prog:string slurmctld_syslog_debug:u16
  slurmctld_timeout:u16 slurmd_debug:u16 slurmd_http_auth_params:string@45- slurmd_logfile:string
  slurmd_params:string slurmd_pidfile:string slurmd_port:u32 slurmd_spooldir:string slurmd_syslog_debug:u16
  slurmd_timeout:u16 srun_epilog:string srun_port_range_low:u16 srun_port_range_high:u16 srun_prolog:string
  state_save_location:string suspend_exc_nodes:string suspend_exc_parts:string suspend_exc_states:string@39-
  suspend_program:string suspend_rate:u16 suspend_time:u32 suspend_timeout:u16 switch_param:string@37-
  switch_type:string task_epilog:string task_prolog:string task_plugin:string task_plugin_param:u32
  tcp_timeout:u16 tls_params:string@43- tls_type:string@41- tmp_fs:string topology_param:string
  topology_plugin:string tree_width:u16 unkillable_program:string unkillable_timeout:u16
  url_parser_type:string@44- version:string vsize_factor:u16 wait_time:u16 x11_params:string
`);
