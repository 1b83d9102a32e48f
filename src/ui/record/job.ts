import { exitStatus } from '../../slurm/exit-status.ts';
import { BLANK_JOB, type Job } from '../../slurm/job.ts';
import { memoryOf } from '../squeue/job-values.ts';
import { formatMebibytes } from '../squeue/mebibytes.ts';
import { stateName, timeUsed, type V1Job } from '../squeue/v1-job.ts';
import { recordText } from './lines.ts';
import { openRecord } from './open-record.ts';
import { clockText, minutesText, momentText, star } from './values.ts';

/** Slurm's `shared` by its number. */
const OVERSUBSCRIBE = ['NO', 'YES', 'USER', 'MCS', 'TOPO'];

/** A job as `scontrol show job` prints it; `now` in UNIX seconds. */
export function jobText(written: V1Job, now: number, oneLine: boolean): string {
  const job: Job = openRecord(BLANK_JOB, written);
  return recordText(
    [
      [...idPairs(job), ['JobName', job.name]],
      [
        ['UserId', `${job.user_name || job.user_id}(${job.user_id})`],
        ['GroupId', job.group_id],
        ['MCS_label', job.mcs_label || 'N/A'],
      ],
      [
        ['Priority', job.priority],
        ['Nice', job.nice],
        ['Account', job.account],
        ['QOS', job.qos],
        ...(job.wckey ? [['WCKey', job.wckey] as const] : []),
      ],
      [
        ['JobState', stateName(written)],
        ['Reason', job.state_desc.replaceAll(' ', '_') || job.state_reason],
        ['Dependency', job.dependency],
      ],
      [
        ['Requeue', job.requeue],
        ['Restarts', job.restart_cnt],
        ['BatchFlag', job.batch_flag],
        ['Reboot', job.reboot],
        ['ExitCode', exitText(job.exit_code)],
      ],
      ...(job.derived_ec > 0 ? [[['DerivedExitCode', exitText(job.derived_ec)] as const]] : []),
      [
        ['RunTime', clockText(timeUsed(written, now))],
        ['TimeLimit', minutesText(job.time_limit, 'Partition_Limit')],
        ['TimeMin', minutesText(job.time_min, 'N/A')],
      ],
      [
        ['SubmitTime', momentText(job.submit_time, 'Unknown')],
        ['EligibleTime', momentText(job.eligible_time, 'Unknown')],
      ],
      [['AccrueTime', momentText(job.accrue_time, 'Unknown')]],
      [
        ['StartTime', momentText(job.start_time, 'Unknown')],
        ['EndTime', momentText(job.end_time, 'Unknown')],
        ['Deadline', momentText(job.deadline, 'N/A')],
      ],
      [
        ['SuspendTime', momentText(job.suspend_time, 'None')],
        ['SecsPreSuspend', job.pre_sus_time],
        ['LastSchedEval', momentText(job.last_sched_eval, 'Unknown')],
      ],
      [
        ['Partition', job.partition],
        ...(job.alloc_node ? [['AllocNode:Sid', `${job.alloc_node}:${job.alloc_sid}`] as const] : []),
      ],
      [
        ['ReqNodeList', job.req_nodes],
        ['ExcNodeList', job.exc_nodes],
      ],
      [['NodeList', job.nodes]],
      ...(job.batch_host ? [[['BatchHost', job.batch_host] as const]] : []),
      [
        ['NumNodes', job.num_nodes],
        ['NumCPUs', job.num_cpus],
        ['NumTasks', job.num_tasks ?? 'N/A'],
        ['CPUs/Task', job.cpus_per_task ?? 'N/A'],
        [
          'ReqB:S:C:T',
          `${job.boards_per_node}:${[job.sockets_per_board || undefined, job.cores_per_socket, job.threads_per_core].map(star).join(':')}`,
        ],
      ],
      [['ReqTRES', job.tres_req_str]],
      [['AllocTRES', job.tres_alloc_str]],
      [
        ['Socks/Node', star(job.sockets_per_node)],
        [
          'NtasksPerN:B:S:C',
          [
            job.ntasks_per_node ?? 0,
            job.ntasks_per_board ?? 0,
            star(job.ntasks_per_socket),
            star(job.ntasks_per_core),
          ].join(':'),
        ],
        ['CoreSpec', star(job.core_spec)],
      ],
      ...job.gres_detail.map((gres) => [['GRES', gres] as const]),
      [
        ['MinCPUsNode', job.pn_min_cpus ?? 1],
        [
          JSON.stringify(written.pn_min_memory)?.includes('per_cpu') ? 'MinMemoryCPU' : 'MinMemoryNode',
          formatMebibytes(memoryOf(written)),
        ],
        ['MinTmpDiskNode', formatMebibytes(job.pn_min_tmp_disk)],
      ],
      [
        ['Features', job.features],
        ['DelayBoot', clockText(job.delay_boot ?? 0)],
      ],
      ...(job.resv_name ? [[['Reservation', job.resv_name] as const]] : []),
      [
        ['OverSubscribe', job.shared === undefined ? 'OK' : (OVERSUBSCRIBE[job.shared] ?? job.shared)],
        ['Contiguous', job.contiguous],
        ['Licenses', job.licenses],
        ['Network', job.network],
      ],
      [['Command', job.command]],
      [['WorkDir', job.work_dir]],
      ...(job.admin_comment ? [[['AdminComment', job.admin_comment] as const]] : []),
      ...(job.comment ? [[['Comment', job.comment] as const]] : []),
      [['StdErr', job.std_err]],
      [['StdIn', job.std_in]],
      [['StdOut', job.std_out]],
      ...(job.tres_per_job ? [[['TresPerJob', job.tres_per_job] as const]] : []),
      ...(job.tres_per_node ? [[['TresPerNode', job.tres_per_node] as const]] : []),
      ...(job.tres_per_task ? [[['TresPerTask', job.tres_per_task] as const]] : []),
    ],
    oneLine,
  );
}

function idPairs(job: Job): (readonly [string, string | number])[] {
  const pairs: (readonly [string, string | number])[] = [['JobId', job.job_id]];
  if (job.array_job_id > 0) {
    pairs.push(['ArrayJobId', job.array_job_id]);
    pairs.push(['ArrayTaskId', job.array_task_str || (job.array_task_id ?? 'N/A')]);
    if (job.array_max_tasks > 0) pairs.push(['ArrayTaskThrottle', job.array_max_tasks]);
  }
  if (job.het_job_id > 0) {
    pairs.push(['HetJobId', job.het_job_id], ['HetJobOffset', job.het_job_offset]);
    pairs.push(['HetJobIdSet', job.het_job_id_set]);
  }
  return pairs;
}

function exitText(word: number): string {
  const { code, signal } = exitStatus(word);
  return `${code}:${signal}`;
}
