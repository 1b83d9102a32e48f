import { typedFields } from './typed-fields.ts';

/**
 * What a job may ask for (SchedMD's job_desc_msg): `name:type`, with `@44-` where only v0.0.44 and later have it and
 * `@-44` where the later ones have not.
 */
export const JOB_DESC = typedFields(`
  account:string account_gather_frequency:string admin_comment:string allocation_node_list:string
  allocation_node_port:int32 argv:string_array array:string batch_features:string begin_time:uint64 flags:job_flags
  burst_buffer:string clusters:string cluster_constraint:string comment:string contiguous:boolean container:string
  container_id:string container_type:string@45- core_specification:int32 thread_specification:int32
  cpu_binding:string cpu_binding_flags:cpu_binding_flags cpu_frequency:string cpus_per_tres:string
  crontab:cron_entry deadline:int64 delay_boot:int32 dependency:string end_time:int64 environment:string_array
  rlimits:job_desc_rlimits excluded_nodes:csv_string extra:string constraints:string group_id:string
  hetjob_group:int32 immediate:boolean job_id:int32 kill_on_node_fail:boolean licenses:string
  mail_type:job_mail_flags mail_user:string mcs_label:string memory_binding:string
  memory_binding_type:memory_binding_type memory_per_tres:string memory_update_margin:int32@45-
  memory_update_delay:int32@45- name:string network:string nice:int32 tasks:int32 oom_kill_step:int32
  open_mode:open_mode reserve_ports:int32 overcommit:boolean partition:string distribution_plane_size:uint16
  power_flags:string_array@-44 prefer:string hold:boolean priority:uint32 profile:acct_gather_profile qos:string
  reboot:boolean required_nodes:csv_string requeue:boolean reservation:string script:string shared:job_shared
  site_factor:int32 spank_environment:string_array step_id:slurm_step_id@44- distribution:string time_limit:uint32
  time_minimum:uint32 tres_bind:string tres_freq:string tres_per_job:string tres_per_node:string
  tres_per_socket:string tres_per_task:string user_id:string wait_all_nodes:boolean kill_warning_flags:warn_flags
  kill_warning_signal:string kill_warning_delay:uint16 current_working_directory:string cpus_per_task:int32
  minimum_cpus:int32 maximum_cpus:int32 nodes:string minimum_nodes:int32 maximum_nodes:int32
  minimum_boards_per_node:int32 minimum_sockets_per_board:int32 sockets_per_node:int32 cores_per_socket:int32@45-
  threads_per_core:int32 tasks_per_node:int32 tasks_per_socket:int32 tasks_per_core:int32 tasks_per_board:int32
  ntasks_per_tres:int32 minimum_cpus_per_node:int32 memory_per_cpu:uint64 memory_per_node:uint64
  temporary_disk_per_node:int32 selinux_context:string required_switches:uint32 segment_size:uint16
  standard_error:string standard_input:string standard_output:string wait_for_switch:int32 wckey:string x11:x11_flags
  x11_magic_cookie:string x11_target_host:string x11_target_port:int32
`);

/** What the jobs are that a request to signal many means (SchedMD's kill_jobs_msg). */
export const KILL_JOBS = typedFields(`
  account:string flags:warn_flags job_name:string jobs:string_array partition:string qos:string reservation:string
  signal:string job_state:job_state user_id:string user_name:string wckey:string nodes:csv_string
`);

/** Limits on the processes of a job (SchedMD's job_desc_rlimits). */
export const RLIMITS = typedFields(`
  cpu:uint64 fsize:uint64 data:uint64 stack:uint64 core:uint64 rss:uint64 nproc:uint64 nofile:uint64 memlock:uint64
  as:uint64
`);
