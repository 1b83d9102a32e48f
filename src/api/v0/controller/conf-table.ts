import type { ConfigurationRecord } from '../../../slurm/configuration-record.ts';
import { selectTypeWords } from '../record/select-type.ts';
import { type RecordTable, recordTable } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import * as words from './conf-words.ts';

/** Bit 63 of a size of memory that is meant per CPU. */
const PER_CPU = 1n << 63n;

/** Our record's names of what slurm.conf names otherwise, `Name=member`. */
const NAMES = `
AccountingStorageTRES=accounting_storage_tres AccountingStorageBackupHost=accounting_storage_backup_host
AccountingStorageExternalHost=accounting_storage_ext_host AccountingStorageHost=accounting_storage_host
AccountingStorageParameters=accounting_storage_params AccountingStoragePort=accounting_storage_port
AccountingStorageType=accounting_storage_type AcctGatherEnergyType=acct_gather_energy_type
AcctGatherProfileType=acct_gather_profile_type AcctGatherInterconnectType=acct_gather_interconnect_type
AcctGatherFilesystemType=acct_gather_filesystem_type AcctGatherNodeFreq=acct_gather_node_freq
AuthAltTypes=authalttypes AuthInfo=authinfo AuthAltParameters=authalt_params AuthType=authtype
BatchStartTimeout=batch_start_timeout BurstBufferType=bb_type BcastExclude=bcast_exclude
BcastParameters=bcast_parameters CertmgrParameters=certmgr_params CertmgrType=certmgr_type
CliFilterParameters=cli_filter_params CliFilterPlugins=cli_filter_plugins ClusterName=cluster_name
CommunicationParameters=comm_params CompleteWait=complete_wait CredType=cred_type
DataParserParameters=data_parser_parameters DependencyParameters=dependency_params EioTimeout=eio_timeout
EpilogMsgTime=epilog_msg_time EpilogTimeout=epilog_timeout FederationParameters=fed_params
FirstJobId=first_job_id FairShareDampeningFactor=fs_dampening_factor GresTypes=gres_plugins
GroupUpdateTime=group_time GroupUpdateForce=group_force GpuFreqDef=gpu_freq_def HashPlugin=hash_plugin
HealthCheckInterval=health_check_interval HealthCheckProgram=health_check_program
HealthCheckTimeout=health_check_timeout HttpParserType=http_parser_type InactiveLimit=inactive_limit
InteractiveStepOptions=interactive_step_opts JobAcctGatherFrequency=job_acct_gather_freq
JobAcctGatherType=job_acct_gather_type JobAcctGatherParams=job_acct_gather_params JobCompHost=job_comp_host
JobCompLoc=job_comp_loc JobCompParams=job_comp_params JobCompPort=job_comp_port JobCompType=job_comp_type
JobCompUser=job_comp_user JobFileAppend=job_file_append JobRequeue=job_requeue
JobSubmitPlugins=job_submit_plugins KeepaliveTime=keepalive_time KillOnBadExit=kill_on_bad_exit
KillWait=kill_wait LaunchParameters=launch_params Licenses=licenses LicenseParameters=license_params
MailDomain=mail_domain MailProg=mail_prog MaxArraySize=max_array_sz MaxBatchRequeue=max_batch_requeue
MaxDBDMsgs=max_dbd_msgs MaxJobCount=max_job_cnt MaxJobId=max_job_id MaxNodeCount=max_node_cnt
MaxStepCount=max_step_cnt MaxTasksPerNode=max_tasks_per_node MCSPlugin=mcs_plugin
MCSParameters=mcs_plugin_params MetricsAuthUsers=metrics_auth_users MetricsParameters=metrics_params
MetricsType=metrics_type MinJobAge=min_job_age MpiDefault=mpi_default MpiParams=mpi_params
MessageTimeout=msg_timeout NodeFeaturesPlugins=node_features_plugins OverTimeLimit=over_time_limit
PluginDir=plugindir PlugStackConfig=plugstack PreemptExemptTime=preempt_exempt_time
PreemptParameters=preempt_params PreemptType=preempt_type PrEpParameters=prep_params
PrEpPlugins=prep_plugins PriorityFavorSmall=priority_favor_small PriorityParameters=priority_params
PriorityType=priority_type PriorityWeightAge=priority_weight_age PriorityWeightAssoc=priority_weight_assoc
PriorityWeightFairshare=priority_weight_fs PriorityWeightJobSize=priority_weight_js
PriorityWeightPartition=priority_weight_part PriorityWeightQOS=priority_weight_qos
PriorityWeightTRES=priority_weight_tres ProctrackType=proctrack_type PrologTimeout=prolog_timeout
PropagateResourceLimits=propagate_rlimits PropagateResourceLimitsExcept=propagate_rlimits_except
RebootProgram=reboot_program RequeueExit=requeue_exit RequeueExitHold=requeue_exit_hold
ResumeFailProgram=resume_fail_program ResumeProgram=resume_program ResumeRate=resume_rate
ResumeTimeout=resume_timeout ResvEpilog=resv_epilog ResvOverRun=resv_over_run ResvProlog=resv_prolog
SlurmSchedLogFile=sched_logfile SlurmSchedLogLevel=sched_log_level SchedulerParameters=sched_params
SchedulerTimeSlice=sched_time_slice SchedulerType=schedtype ScronParameters=scron_params
SelectType=select_type SlurmUserId=slurm_user_id SlurmUser=slurm_user_name SlurmdUserId=slurmd_user_id
SlurmdUser=slurmd_user_name SlurmctldAddr=slurmctld_addr SlurmctldHttpAuthParams=slurmctld_http_auth_params
SlurmctldLogFile=slurmctld_logfile SlurmctldPidFile=slurmctld_pidfile SlurmctldPort=slurmctld_port
SlurmctldPortCount=slurmctld_port_count SlurmctldPrimaryOffProg=slurmctld_primary_off_prog
SlurmctldPrimaryOnProg=slurmctld_primary_on_prog SlurmctldTimeout=slurmctld_timeout
SlurmctldParameters=slurmctld_params SlurmdHttpAuthParams=slurmd_http_auth_params
SlurmdLogFile=slurmd_logfile SlurmdParameters=slurmd_params SlurmdPidFile=slurmd_pidfile
SlurmdPort=slurmd_port SlurmdSpoolDir=slurmd_spooldir SlurmdTimeout=slurmd_timeout SrunEpilog=srun_epilog
SrunProlog=srun_prolog StateSaveLocation=state_save_location SuspendExcNodes=suspend_exc_nodes
SuspendExcParts=suspend_exc_parts SuspendExcStates=suspend_exc_states SuspendProgram=suspend_program
SuspendRate=suspend_rate SuspendTime=suspend_time SuspendTimeout=suspend_timeout SwitchType=switch_type
SwitchParameters=switch_param TaskEpilog=task_epilog TaskPlugin=task_plugin TaskProlog=task_prolog
TLSParameters=tls_params TLSType=tls_type TCPTimeout=tcp_timeout TmpFS=tmp_fs TopologyParam=topology_param
TopologyPlugin=topology_plugin TreeWidth=tree_width UnkillableStepProgram=unkillable_program
UnkillableStepTimeout=unkillable_timeout UrlParserType=url_parser_type VSizeFactor=vsize_factor
WaitTime=wait_time X11Parameters=x11_params NamespaceType=job_container_plugin
`;

const member = (conf: ConfigurationRecord, name: string) => Number(conf[name] ?? 0);
/** Programs, of which Slurm before 24.05 has one of each kind. */
const programs = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value ? [value] : [];

/**
 * slurm.conf as a controller runs it. What slurmctld keeps to itself is shown as slurmrestd shows it: as nothing.
 */
export const CONF: RecordTable<ConfigurationRecord> = recordTable(
  `AccountingStorageTRES:csv_string AccountingStorageBackupHost:string
   AccountingStorageEnforce:string_array AccountingStorageExternalHost:string
   AccountingStorageHost:string AccountingStorageParameters:csv_string AccountingStoragePort:int32
   AccountingStorageType:string AcctGatherEnergyType:csv_string AcctGatherProfileType:string
   AcctGatherInterconnectType:string AcctGatherFilesystemType:string AcctGatherNodeFreq:int32
   ConfFlags:string_array AuthAltTypes:csv_string AuthInfo:string AuthAltParameters:string AuthType:string
   BatchStartTimeout:int32 BurstBufferType:string BcastExclude:csv_string BcastParameters:csv_string
   CertgenParameters:csv_string CertgenType:string CertmgrParameters:string CertmgrType:string
   CliFilterParameters:csv_string CliFilterPlugins:csv_string ClusterName:string
   CommunicationParameters:csv_string CompleteWait:int32
   CommunicationParametersFlags:string_array
   AccountingStoreFlags:string_array SlurmdParametersFlags:string_array
   controllers:controllers_array CpuFreqDef:string CpuFreqGovernors:string_array CredType:string
   DataParserParameters:string DebugFlags:string_array DefMemPerCPU:uint64 DependencyParameters:csv_string
   EioTimeout:int32 EnforcePartLimits:string_array Epilog:string_array EpilogMsgTime:int32
   EpilogSlurmctld:string_array EpilogTimeout:uint16 FederationParameters:csv_string
   FirstJobId:int32 FairShareDampeningFactor:int32 GetNameInfoCacheTimeout:int32 GresTypes:csv_string
   GroupUpdateTime:int32 GroupUpdateForce:boolean GpuFreqDef:string HashPlugin:string HealthCheckInterval:int32
   HealthCheckNodeState:string_array HealthCheckProgram:string HealthCheckTimeout:int32
   HttpParserType:string HostUnreachRetryCount:int32 InactiveLimit:int32 InteractiveStepOptions:string
   JobAcctGatherFrequency:csv_string JobAcctGatherType:string JobAcctGatherParams:csv_string
   JobAcctOomKill:boolean JobCompHost:string JobCompLoc:string JobCompParams:string JobCompPort:int32
   JobCompType:string JobCompUser:string JobDefaults:job_defaults_list JobFileAppend:boolean JobRequeue:boolean
   JobSubmitPlugins:csv_string KeepaliveInterval:int32 KeepaliveProbes:int32 KeepaliveTime:int32
   KillOnBadExit:boolean KillWait:int32 LaunchParameters:csv_string Licenses:csv_string
   LicenseParameters:csv_string LogTimeFormat:string MailDomain:string MailProg:string
   MaxArraySize:int32 MaxBatchRequeue:int32 MaxDBDMsgs:int32 MaxJobCount:int32 MaxJobId:int32
   MaxMemPerCPU:uint64 MaxNodeCount:int32 MaxStepCount:int32 MaxTasksPerNode:int32 MCSPlugin:string
   MCSParameters:csv_string MetricsAuthUsers:csv_string MetricsParameters:csv_string MetricsType:string
   MinJobAge:int32 MpiDefault:string MpiParams:csv_string MessageTimeout:int32 NamespaceType:string
   NodeFeaturesPlugins:csv_string OverTimeLimit:int32 PluginDir:string PlugStackConfig:string
   PreemptExemptTime:uint32 PreemptMode:string_array PreemptParameters:csv_string
   PreemptType:string PrEpParameters:string PrEpPlugins:csv_string PriorityDecayHalfLife:string
   PriorityCalcPeriod:string PriorityFavorSmall:boolean PriorityFlags:string_array
   PriorityMaxAge:string PriorityParameters:string PriorityUsageResetPeriod:string
   PriorityType:string PriorityWeightAge:int32 PriorityWeightAssoc:int32 PriorityWeightFairshare:int32
   PriorityWeightJobSize:int32 PriorityWeightPartition:int32 PriorityWeightQOS:int32 PriorityWeightTRES:string
   PrivateData:string_array ProctrackType:string Prolog:string_array
   PrologSlurmctld:string_array PrologTimeout:uint16 PropagatePrioProcess:string
   PrologFlags:string_array PropagateResourceLimits:csv_string PropagateResourceLimitsExcept:csv_string
   RebootProgram:string ReconfigFlags:string_array RequeueExit:csv_string RequeueExitHold:csv_string
   ResumeFailProgram:string ResumeProgram:string ResumeRate:int32 ResumeTimeout:int32 ResvEpilog:string
   ResvOverRun:int32 ResvProlog:string ReturnToService:string SlurmSchedLogFile:string
   SlurmSchedLogLevel:int32 SchedulerParameters:csv_string SchedulerTimeSlice:int32 SchedulerType:string
   ScronParameters:csv_string SelectType:string SelectTypeParameters:cr_type
   PrioritySiteFactorPlugin:string PrioritySiteFactorParameters:string SlurmUserId:int32 SlurmUser:string
   SlurmdUserId:int32 SlurmdUser:string SlurmctldAddr:string SlurmctldDebug:string
   SlurmctldHttpAuthParams:csv_string SlurmctldLogFile:string SlurmctldPidFile:string SlurmctldPort:int32
   SlurmctldPortCount:int32 SlurmctldPrimaryOffProg:string SlurmctldPrimaryOnProg:string
   SlurmctldSyslogDebug:string SlurmctldTimeout:int32 SlurmctldParameters:csv_string
   SlurmdDebug:string SlurmdHttpAuthParams:csv_string SlurmdLogFile:string
   SlurmdParameters:csv_string SlurmdPidFile:string SlurmdPort:int32 SlurmdSpoolDir:string
   SlurmdSyslogDebug:string SlurmdTimeout:int32 SrunEpilog:string SrunPortRange:port_range
   SrunProlog:string StateSaveLocation:string SuspendExcNodes:csv_string SuspendExcParts:csv_string
   SuspendExcStates:csv_string SuspendProgram:string SuspendRate:int32 SuspendTime:uint32 SuspendTimeout:int32
   SwitchType:string SwitchParameters:csv_string TaskEpilog:string TaskPlugin:csv_string
   TaskPluginParam:string_array TaskProlog:string TLSParameters:csv_string TLSType:string
   TCPTimeout:int32 TmpFS:string TopologyParam:csv_string TopologyPlugin:string TreeWidth:int32
   UnkillableStepProgram:string UnkillableStepTimeout:int32 UrlParserType:string VSizeFactor:int32
   WaitTime:int32 X11Parameters:csv_string`,
  {
    names: Object.fromEntries(
      NAMES.trim()
        .split(/\s+/)
        .map((pair) => pair.split('=')),
    ) as Record<string, string>,
    read: {
      AccountingStorageEnforce: (conf) =>
        words.bitsOf(words.ENFORCE, member(conf, 'accounting_storage_enforce')),
      ConfFlags: (conf) => words.bitsOf(words.CONF, member(conf, 'conf_flags')),
      CommunicationParametersFlags: (conf) => words.bitsOf(words.COMMUNICATION, member(conf, 'conf_flags')),
      AccountingStoreFlags: (conf) => words.bitsOf(words.STORED, member(conf, 'conf_flags')),
      SlurmdParametersFlags: (conf) => words.bitsOf(words.SLURMD, member(conf, 'conf_flags')),
      controllers: ({ control_machine, control_addr }) =>
        programs(control_machine).map((machine, at) => ({
          address: programs(control_addr)[at] ?? '',
          machine,
        })),
      CpuFreqDef: (conf) => words.frequency(member(conf, 'cpu_freq_def')),
      CpuFreqGovernors: (conf) => words.governors(member(conf, 'cpu_freq_govs')),
      DebugFlags: (conf) => words.bitsOf(words.DEBUG, BigInt(String(conf['debug_flags'] ?? 0))),
      DefMemPerCPU: (conf) => memory(conf['def_mem_per_cpu'], true),
      MaxMemPerCPU: (conf) => memory(conf['max_mem_per_cpu'], false),
      EnforcePartLimits: (conf) => words.oneOf(words.LIMITS, member(conf, 'enforce_part_limits')),
      Epilog: ({ epilog }) => programs(epilog),
      EpilogSlurmctld: ({ epilog_slurmctld }) => programs(epilog_slurmctld),
      Prolog: ({ prolog }) => programs(prolog),
      PrologSlurmctld: ({ prolog_slurmctld }) => programs(prolog_slurmctld),
      HealthCheckNodeState: (conf) => words.healthStates(member(conf, 'health_check_node_state')),
      JobDefaults: ({ job_defaults }) =>
        String(job_defaults ?? '')
          .split(',')
          .filter(Boolean)
          .map((one) => ({ type: one.split('=')[0], value: Number(one.split('=')[1]) })),
      LogTimeFormat: (conf) => words.LOG_TIMES[member(conf, 'log_fmt')] ?? '',
      PreemptMode: (conf) => words.orWord(words.PREEMPT, member(conf, 'preempt_mode'), 'DISABLED'),
      PriorityDecayHalfLife: (conf) => words.duration(member(conf, 'priority_decay_hl')),
      PriorityCalcPeriod: (conf) => words.duration(member(conf, 'priority_calc_period')),
      PriorityMaxAge: (conf) => words.duration(member(conf, 'priority_max_age')),
      PriorityFlags: (conf) => words.bitsOf(words.PRIORITY, member(conf, 'priority_flags')),
      PriorityUsageResetPeriod: (conf) => words.RESETS[member(conf, 'priority_reset_period')] ?? '',
      PrivateData: (conf) => words.bitsOf(words.PRIVATE, member(conf, 'private_data')),
      PropagatePrioProcess: (conf) => words.PROPAGATE[member(conf, 'propagate_prio_process')] ?? '',
      PrologFlags: (conf) => words.bitsOf(words.PROLOG, member(conf, 'prolog_flags')),
      ReconfigFlags: (conf) => words.bitsOf(words.RECONFIGURE, member(conf, 'reconfig_flags')),
      ReturnToService: (conf) => words.RETURN[member(conf, 'ret2service')] ?? '',
      SelectTypeParameters: (conf) => selectTypeWords(member(conf, 'select_type_param')),
      SlurmctldDebug: (conf) => words.logLevel(member(conf, 'slurmctld_debug')),
      SlurmctldSyslogDebug: (conf) => words.logLevel(member(conf, 'slurmctld_syslog_debug')),
      SlurmdDebug: (conf) => words.logLevel(member(conf, 'slurmd_debug')),
      SlurmdSyslogDebug: (conf) => words.logLevel(member(conf, 'slurmd_syslog_debug')),
      SrunPortRange: (conf) => {
        const [minimum, maximum] = [
          member(conf, 'srun_port_range_low'),
          member(conf, 'srun_port_range_high'),
        ];
        const set = minimum > 0 && maximum > 0;
        return { minimum: set ? minimum : 0, maximum: set ? maximum : 0, set };
      },
      TaskPluginParam: (conf) => words.binding(member(conf, 'task_plugin_param')),
    },
  },
);

function memory(word: unknown, perCpu: boolean): unknown {
  const bits = BigInt(String(word ?? 0));
  if (((bits & PER_CPU) !== 0n) !== perCpu) return numberObject(undefined);
  return numberObject(Number(bits & ~PER_CPU));
}
