import { fieldTable } from '../wire/field-table.ts';

/**
 * A job description as submissions and updates carry it. Defaults mean "not given"; those of oom_kill_step,
 * resv_port_cnt and segment_size are NO_VAL16 although Slurm's own commands send 0, which is a
 * value of its own there. "Whoever sends this" is user_id NO_VAL up to 22.05 and 99 after.
 * select_jobinfo is the number of the select plugin; any that is loaded will do.
 * Source: _pack_job_desc_msg of slurm_protocol_pack.c and slurm_init_job_desc_msg, releases 20.11 to 26.05.
 */
export const JOB_DESCRIPTION = fieldTable(`
  sluid:u64@44- job_id:u32@44-=NO_VAL step_id:u32@44-=NO_VAL step_het_comp:u32@44-=NO_VAL
  site_factor:u32=NO_VAL batch_features:string cluster_features:string clusters:string contiguous:u16=NO_VAL16
  container:string@37- container_id:string@39- container_type:string@45- core_spec:u16=NO_VAL16
  task_dist:u32=NO_VAL kill_on_node_fail:u16=NO_VAL16 features:string fed_siblings_active:u64
  fed_siblings_viable:u64 job_id:u32@-43=NO_VAL job_id_str:string name:string alloc_node:string
  alloc_sid:u32=NO_VAL array_inx:string burst_buffer:string pn_min_cpus:u16=NO_VAL16
  pn_min_memory:u64=NO_VAL64 mem_update_delay:u16@45- mem_update_margin:u16@45-
  oom_kill_step:u16@42-=NO_VAL16 pn_min_tmp_disk:u32=NO_VAL power_flags:u8@-41 prefer:string@38-
  cpu_freq_min:u32=NO_VAL cpu_freq_max:u32=NO_VAL cpu_freq_gov:u32=NO_VAL partition:string priority:u32=NO_VAL
  dependency:string account:string admin_comment:string comment:string nice:u32=NO_VAL profile:u32 qos:string
  mcs_label:string origin_cluster:string open_mode:u8 overcommit:u8=NO_VAL8 acctg_freq:string
  num_tasks:u32=NO_VAL req_context:string@37- req_nodes:string exc_nodes:string environment:strings
  spank_job_env:strings script:string argv:strings std_err:string std_in:string std_out:string
  submit_line:string@37- work_dir:string immediate:u16 reboot:u16=NO_VAL16 requeue:u16=NO_VAL16
  shared:u16=NO_VAL16 cpus_per_task:u16=NO_VAL16 ntasks_per_node:u16=NO_VAL16 ntasks_per_board:u16
  ntasks_per_socket:u16=NO_VAL16 ntasks_per_core:u16=NO_VAL16 ntasks_per_tres:u16=NO_VAL16
  plane_size:u16=NO_VAL16 cpu_bind_type:u16=NO_VAL16 mem_bind_type:u16=NO_VAL16 cpu_bind:string
  mem_bind:string time_limit:u32=NO_VAL time_min:u32=NO_VAL min_cpus:u32=NO_VAL max_cpus:u32=NO_VAL
  min_nodes:u32=NO_VAL max_nodes:u32=NO_VAL job_size_str:string@39- boards_per_node:u16 sockets_per_board:u16
  sockets_per_node:u16=NO_VAL16 cores_per_socket:u16=NO_VAL16 threads_per_core:u16=NO_VAL16 user_id:u32@-38=NO_VAL user_id:u32@39-=99
  group_id:u32@-38=NO_VAL group_id:u32@39-=99 alloc_resp_port:u16 alloc_tls_cert:string@43- resp_host:string other_port:u16
  resv_port_cnt:u16@41-=NO_VAL16 network:string begin_time:time end_time:time deadline:time licenses:string
  mail_type:u16=NO_VAL16 mail_user:string reservation:string restart_cnt:u16 warn_flags:u16 warn_signal:u16
  warn_time:u16 wckey:string req_switch:u32=NO_VAL wait4switch:u32=NO_VAL select_jobinfo:u32@-38=109
  wait_all_nodes:u16=NO_VAL16 bitflags:u32@-36 bitflags:u64@37- delay_boot:u32=NO_VAL extra:string x11:u16
  x11_magic_cookie:string x11_target:string x11_target_port:u16 cpus_per_tres:string mem_per_tres:string
  tres_bind:string tres_freq:string tres_per_job:string tres_per_node:string tres_per_socket:string
  tres_per_task:string crontab_entry:noCrontab segment_size:u16@41-=NO_VAL16
`);
