import { fieldTable } from '../wire/field-table.ts';

/**
 * One job of RESPONSE_JOB_INFO up to protocol version 41.
 * Source: _unpack_job_info_members of slurm_protocol_pack.c, releases 20.11 to 24.05.
 */
export const JOB_TO_41 = fieldTable(`
  array_job_id:u32 array_task_id:optional32 array_task_str:string array_max_tasks:u32 assoc_id:u32
  container:string@37- container_id:string@39- delay_boot:optional32 failed_node:string@39- job_id:u32
  user_id:u32 group_id:u32 het_job_id:u32 het_job_id_set:string het_job_offset:u32 profile:u32 job_state:u32
  batch_flag:bool16 state_reason:u16@-38 state_reason:u32@39- power_flags:u8 reboot:bool restart_cnt:u16
  show_flags:u16 deadline:time alloc_sid:u32 time_limit:optional32 time_min:optional32 nice:u32 submit_time:time
  eligible_time:time accrue_time:time start_time:time end_time:time suspend_time:time pre_sus_time:time
  resize_time:time last_sched_eval:time preempt_time:time priority:u32 priority_array:u32s@41
  priority_array_names:string@41 billable_tres:optionalDouble cluster:string nodes:string sched_nodes:string
  partition:string account:string admin_comment:string site_factor:u32 network:string comment:string
  extra:string@39- container_again:string@37- batch_features:string batch_host:string burst_buffer:string
  burst_buffer_state:string system_comment:string qos:string preemptable_time:time licenses:string
  state_desc:string resv_name:string resv_ports:string@41 mcs_label:string exit_code:u32 derived_ec:u32
  gres_total:string job_resources:jobResources gres_detail:strings name:string user_name:string wckey:string
  req_switch:optional32 wait4switch:u32 alloc_node:string node_inx:bitString select_plugin:u32@-38
  features:string prefer:string@38- cluster_features:string work_dir:string dependency:string command:string
  num_cpus:u32 max_cpus:optional32 num_nodes:u32 max_nodes:optional32 job_size_str:bitString@39- requeue:bool16
  ntasks_per_node:optional16 ntasks_per_tres:optional16 num_tasks:optional32 shared:optional16
  cpu_freq_min:optional32 cpu_freq_max:optional32 cpu_freq_gov:optional32 cronspec:string contiguous:bool16
  core_spec:u16 cpus_per_task:optional16 pn_min_cpus:optional16 pn_min_memory:u64exact pn_min_tmp_disk:u32
  req_nodes:string req_node_inx:bitString exc_nodes:string exc_node_inx:bitString std_err:string std_in:string
  std_out:string multicore:multicore bitflags:u32@-36 bitflags:u64exact@37- tres_alloc_str:string
  tres_req_str:string start_protocol_ver:u16 fed_origin_str:string fed_siblings_active:u64
  fed_siblings_active_str:string fed_siblings_viable:u64 fed_siblings_viable_str:string cpus_per_tres:string
  mem_per_tres:string tres_bind:string tres_freq:string tres_per_job:string tres_per_node:string
  tres_per_socket:string tres_per_task:string mail_type:u16 mail_user:string selinux_context:string@37-
`);

/**
 * The same from protocol version 42 on, where the order changed.
 * Source: as above, releases 24.11 to 26.05.
 */
export const JOB_SINCE_42 = fieldTable(`
  sluid:u64exact@44- job_id:u32@44- step_id:u32@44- step_het_comp:u32@44-
  account:string admin_comment:string alloc_node:string alloc_sid:u32 array_job_id:u32 array_task_id:optional32
  assoc_id:u32 batch_features:string batch_flag:bool16 batch_host:string bitflags:u64exact burst_buffer:string
  burst_buffer_state:string billable_tres:optionalDouble comment:string container:string container_id:string
  container_type:string@45- cpus_per_tres:string deadline:time delay_boot:optional32 derived_ec:u32 exit_code:u32
  extra:string failed_node:string has_fed:bool
  [has_fed
    fed_origin_str:string fed_siblings_active:u64 fed_siblings_active_str:string fed_siblings_viable:u64
    fed_siblings_viable_str:string
  ]
  gres_total:string group_id:u32 het_job_id:u32 het_job_id_set:string het_job_offset:u32 job_id:u32@-43
  job_state:u32 last_sched_eval:time licenses:string licenses_allocated:string@43- mail_type:u16
  mail_user:string mcs_label:string mem_per_tres:string name:string network:string preempt_time:time
  pre_sus_time:time priority:u32 profile:u32 reboot:bool req_switch:optional32 resize_time:time restart_cnt:u16
  resv_name:string resv_ports:string selinux_context:string site_factor:u32 start_protocol_ver:u16
  state_desc:string state_reason:u32 suspend_time:time system_comment:string time_min:optional32
  tres_bind:string tres_alloc_str:string tres_req_str:string tres_freq:string tres_per_job:string
  tres_per_node:string tres_per_socket:string tres_per_task:string user_id:u32 user_name:string wait4switch:u32
  wckey:string array_task_str:string array_max_tasks:u32 time_limit:optional32 start_time:time end_time:time
  priority_array:u32s priority_array_names:string cluster:string nodes:string sched_nodes:string
  partition:string qos:string preemptable_time:time job_resources:jobResources gres_detail:strings
  node_inx:bitString has_details:bool
  [!has_details
    num_cpus_short:u32 num_nodes_short:u32 nice_short:u32
  ]
  [has_details
    accrue_time:time eligible_time:time cluster_features:string cpu_freq_gov:optional32 cpu_freq_max:optional32
    cpu_freq_min:optional32 dependency:string job_size_str:bitString nice:u32 ntasks_per_node:optional16
    ntasks_per_tres:optional16 requeue:bool16 segment_size:u16@43- submit_time:time work_dir:string
    features:string prefer:string command:string submit_line:string@44- num_cpus:u32 max_cpus:optional32
    num_nodes:u32 max_nodes:optional32 num_tasks:optional32 exclusive:u16@45- shared:optional16
    oversubscribe:u16@45- cronspec:string mem_update_delay:u16@45- mem_update_margin:u16@45-
  ]
  contiguous:bool16 core_spec:u16 cpus_per_task:optional16 pn_min_cpus:optional16 pn_min_memory:u64exact
  pn_min_tmp_disk:u32 oom_kill_step:u16 req_nodes:string req_node_inx:bitString exc_nodes:string
  exc_node_inx:bitString std_err:string std_in:string std_out:string multicore:multicore
`);
