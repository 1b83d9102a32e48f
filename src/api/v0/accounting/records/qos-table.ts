import type { Qos } from '../../../../slurm/accounting/qos.ts';
import { type RecordTable, recordTable } from '../../record/table.ts';
import type { Known } from '../lookups.ts';
import { tresList } from './tres.ts';

/** A QOS, the same in every version. */
export const QOS_TABLE: RecordTable<Known<Qos>> = recordTable(
  `description:string flags:qos_flags id:int32 limits.grace_time:int32 limits.max.active_jobs.accruing:uint32
   limits.max.active_jobs.count:uint32 limits.max.jobs.count:uint32 limits.max.jobs.active_jobs.per.account:uint32
   limits.max.jobs.active_jobs.per.user:uint32 limits.max.jobs.per.account:uint32 limits.max.jobs.per.user:uint32
   limits.max.tres.total:tres_list limits.max.tres.minutes.total:tres_list limits.max.tres.minutes.per.qos:tres_list
   limits.max.tres.minutes.per.job:tres_list limits.max.tres.minutes.per.account:tres_list
   limits.max.tres.minutes.per.user:tres_list limits.max.tres.per.account:tres_list limits.max.tres.per.job:tres_list
   limits.max.tres.per.node:tres_list limits.max.tres.per.user:tres_list limits.max.wall_clock.per.qos:uint32
   limits.max.wall_clock.per.job:uint32 limits.max.accruing.per.account:uint32 limits.max.accruing.per.user:uint32
   limits.factor:float64 limits.min.priority_threshold:uint32 limits.min.tres.per.job:tres_list name:string
   preempt.list:qos_preempt_list preempt.mode:qos_preempt_modes preempt.exempt_time:uint32 priority:uint32
   usage_factor:float64 usage_threshold:float64`,
  {
    names: {
      'limits.max.tres.total': 'grp_tres',
      'limits.max.tres.minutes.total': 'grp_tres_mins',
      'limits.max.tres.minutes.per.qos': 'grp_tres_run_mins',
      'limits.max.tres.minutes.per.job': 'max_tres_mins_pj',
      'limits.max.tres.minutes.per.account': 'max_tres_run_mins_pa',
      'limits.max.tres.minutes.per.user': 'max_tres_run_mins_pu',
      'limits.max.tres.per.account': 'max_tres_pa',
      'limits.max.tres.per.job': 'max_tres_pj',
      'limits.max.tres.per.node': 'max_tres_pn',
      'limits.max.tres.per.user': 'max_tres_pu',
      'limits.min.tres.per.job': 'min_tres_pj',
      'limits.grace_time': 'grace_time',
      'limits.max.active_jobs.accruing': 'grp_jobs_accrue',
      'limits.max.active_jobs.count': 'grp_jobs',
      'limits.max.jobs.count': 'grp_submit_jobs',
      'limits.max.jobs.active_jobs.per.account': 'max_jobs_pa',
      'limits.max.jobs.active_jobs.per.user': 'max_jobs_pu',
      'limits.max.jobs.per.account': 'max_submit_jobs_pa',
      'limits.max.jobs.per.user': 'max_submit_jobs_pu',
      'limits.max.wall_clock.per.qos': 'grp_wall',
      'limits.max.wall_clock.per.job': 'max_wall_pj',
      'limits.max.accruing.per.account': 'max_jobs_accrue_pa',
      'limits.max.accruing.per.user': 'max_jobs_accrue_pu',
      'limits.factor': 'limit_factor',
      'limits.min.priority_threshold': 'min_prio_thresh',
      'preempt.exempt_time': 'preempt_exempt_time',
      'preempt.list': 'preempt',
      'preempt.mode': 'preempt_mode',
      usage_threshold: 'usage_thres',
    },
    read: {
      flags: ({ flags }) => flags,
      'limits.max.tres.total': ({ grp_tres, lookups }) => tresList(grp_tres, lookups),
      'limits.max.tres.minutes.total': ({ grp_tres_mins, lookups }) => tresList(grp_tres_mins, lookups),
      'limits.max.tres.minutes.per.qos': ({ grp_tres_run_mins, lookups }) =>
        tresList(grp_tres_run_mins, lookups),
      'limits.max.tres.minutes.per.job': ({ max_tres_mins_pj, lookups }) =>
        tresList(max_tres_mins_pj, lookups),
      'limits.max.tres.minutes.per.account': ({ max_tres_run_mins_pa, lookups }) =>
        tresList(max_tres_run_mins_pa, lookups),
      'limits.max.tres.minutes.per.user': ({ max_tres_run_mins_pu, lookups }) =>
        tresList(max_tres_run_mins_pu, lookups),
      'limits.max.tres.per.account': ({ max_tres_pa, lookups }) => tresList(max_tres_pa, lookups),
      'limits.max.tres.per.job': ({ max_tres_pj, lookups }) => tresList(max_tres_pj, lookups),
      'limits.max.tres.per.node': ({ max_tres_pn, lookups }) => tresList(max_tres_pn, lookups),
      'limits.max.tres.per.user': ({ max_tres_pu, lookups }) => tresList(max_tres_pu, lookups),
      'limits.min.tres.per.job': ({ min_tres_pj, lookups }) => tresList(min_tres_pj, lookups),
      'preempt.list': ({ preempt, lookups }) => preempt.flatMap((id) => lookups.qos.get(id) ?? []),
      'preempt.mode': ({ preempt_mode }) => preempt_mode,
    },
  },
);
