import type { JobState, JobStateFlag } from '../job-state.ts';

/** Which step of which job. */
export interface StepId {
  readonly job_id: number;
  /** A number, or the name of a step that has none. */
  readonly step_id: number | 'batch' | 'extern' | 'interactive' | 'pending' | undefined;
  readonly step_het_comp: number | undefined;
}

/** What the processes of a step used (slurmdb_stats_t). TRES as in {@link AccountingStep}; ids of nodes and tasks too. */
export interface StepStatistics {
  /** Average over the CPUs, kHz. */
  readonly act_cpufreq: number;
  /** Joule. */
  readonly consumed_energy: number | undefined;
  readonly tres_usage_in_ave: string;
  readonly tres_usage_in_max: string;
  readonly tres_usage_in_max_nodeid: string;
  readonly tres_usage_in_max_taskid: string;
  readonly tres_usage_in_min: string;
  readonly tres_usage_in_min_nodeid: string;
  readonly tres_usage_in_min_taskid: string;
  readonly tres_usage_in_tot: string;
  readonly tres_usage_out_ave: string;
  readonly tres_usage_out_max: string;
  readonly tres_usage_out_max_nodeid: string;
  readonly tres_usage_out_max_taskid: string;
  readonly tres_usage_out_min: string;
  readonly tres_usage_out_min_nodeid: string;
  readonly tres_usage_out_min_taskid: string;
  readonly tres_usage_out_tot: string;
}

/** One step of a job (slurmdb_step_rec_t, `sacct`); conventions as for {@link AccountingJob}. */
export interface AccountingStep {
  readonly container: string;
  readonly cwd: string;
  /** Seconds. */
  readonly elapsed: number;
  readonly end: number;
  readonly exitcode: number;
  readonly nnodes: number;
  readonly nodes: string;
  readonly ntasks: number;
  /** kHz, or one of Slurm's CPU_FREQ_… words. */
  readonly req_cpufreq_min: number | undefined;
  readonly req_cpufreq_max: number | undefined;
  /** CPU_FREQ_… bits of slurm.h. */
  readonly req_cpufreq_gov: number;
  readonly requid: number | undefined;
  readonly start: number;
  readonly state: JobState;
  readonly state_flags: readonly JobStateFlag[];
  readonly stats: StepStatistics;
  readonly step_id: StepId;
  readonly stepname: string;
  readonly std_err: string;
  readonly std_in: string;
  readonly std_out: string;
  readonly submit_line: string;
  /** Seconds. */
  readonly suspended: number;
  readonly sys_cpu_sec: number;
  readonly sys_cpu_usec: number;
  /** SLURM_DIST_… of slurm.h. */
  readonly task_dist: number;
  /** Minutes. */
  readonly timelimit: number | undefined;
  readonly tot_cpu_sec: number;
  readonly tot_cpu_usec: number;
  readonly tres_alloc_str: string;
  readonly user_cpu_sec: number;
  readonly user_cpu_usec: number;
}

const BLANK_STEP_STATISTICS: StepStatistics = {
  act_cpufreq: 0,
  consumed_energy: undefined,
  tres_usage_in_ave: '',
  tres_usage_in_max: '',
  tres_usage_in_max_nodeid: '',
  tres_usage_in_max_taskid: '',
  tres_usage_in_min: '',
  tres_usage_in_min_nodeid: '',
  tres_usage_in_min_taskid: '',
  tres_usage_in_tot: '',
  tres_usage_out_ave: '',
  tres_usage_out_max: '',
  tres_usage_out_max_nodeid: '',
  tres_usage_out_max_taskid: '',
  tres_usage_out_min: '',
  tres_usage_out_min_nodeid: '',
  tres_usage_out_min_taskid: '',
  tres_usage_out_tot: '',
};

/** Every member as a storage that does not keep it answers. */
export const BLANK_ACCOUNTING_STEP: AccountingStep = {
  container: '',
  cwd: '',
  elapsed: 0,
  end: 0,
  exitcode: 0,
  nnodes: 0,
  nodes: '',
  ntasks: 0,
  req_cpufreq_min: undefined,
  req_cpufreq_max: undefined,
  req_cpufreq_gov: 0,
  requid: undefined,
  start: 0,
  state: 'PENDING',
  state_flags: [],
  stats: BLANK_STEP_STATISTICS,
  step_id: { job_id: 0, step_id: undefined, step_het_comp: undefined },
  stepname: '',
  std_err: '',
  std_in: '',
  std_out: '',
  submit_line: '',
  suspended: 0,
  sys_cpu_sec: 0,
  sys_cpu_usec: 0,
  task_dist: 0,
  timelimit: undefined,
  tot_cpu_sec: 0,
  tot_cpu_usec: 0,
  tres_alloc_str: '',
  user_cpu_sec: 0,
  user_cpu_usec: 0,
};
