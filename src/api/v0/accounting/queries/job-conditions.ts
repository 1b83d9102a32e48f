import type { JobConditionFlag, JobConditions } from '../../../../slurm/accounting/conditions.ts';
import type { JOB_RECORD_FLAGS } from '../../../../slurm/accounting/job.ts';
import type { Conditions } from './read-conditions.ts';

const DB_FLAGS = ['NOTSET', 'SUBMIT', 'SCHED', 'BACKFILL', 'START_R', 'ALTERED'] as const satisfies {
  readonly length: (typeof JOB_RECORD_FLAGS)['length'];
};

/** What was asked for with the defaults of slurmrestd: every run, of this cluster. */
export function jobConditions({ values, flags }: Conditions, cluster: string): JobConditions {
  const { submit_time, ...rest } = values as JobConditions & { readonly submit_time?: number };
  const db_flags = flags.reduce((bits, flag) => bits | dbFlag(flag), 0);
  const asked = flags.filter((flag): flag is JobConditionFlag => !flag.startsWith('DB_'));
  const bySubmission = submit_time === undefined ? asked : [...asked, 'NO_DEFAULT_USAGE' as const];
  const conditions: JobConditions = {
    ...rest,
    ...(submit_time !== undefined && { usage_start: submit_time }),
    ...(db_flags !== 0 && { db_flags }),
    flags: bySubmission.length === 0 ? ['DUP', 'NO_TRUNC'] : bySubmission,
    cluster_list: rest.cluster_list?.length ? rest.cluster_list : [cluster],
  };
  return { ...conditions, ...period(conditions) };
}

function dbFlag(flag: string): number {
  const bit = DB_FLAGS.findIndex((name) => flag === `DB_${name}`);
  return bit < 0 ? 0 : 1 << bit;
}

/**
 * From when to when, where the query does not say.
 * Source: sacct(1), "DEFAULT TIME WINDOW".
 */
function period({
  flags = [],
  state_list = [],
  step_list = [],
  usage_start = 0,
  usage_end = 0,
}: JobConditions) {
  if (flags.includes('RUNAWAY') || flags.includes('NO_DEFAULT_USAGE')) return {};
  const now = Math.floor(Date.now() / 1000);
  const isNamed = step_list.length > 0;
  const byState = state_list.length > 0;
  const start = usage_start || (isNamed ? 0 : byState ? now : new Date().setHours(0, 0, 0, 0) / 1000);
  const end = usage_end || (byState && start !== 0 ? start : now);
  // The end itself is left out.
  return { usage_start: start, usage_end: end === start || end === now ? end + 1 : end };
}
