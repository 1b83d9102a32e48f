/**
 * Limits that associations and QOS have alike: `undefined` is not set, `Infinity` without limit; TRES are `id=count`
 * pairs as in {@link AccountingJob}. `_pj` and `_pn` are per job and node.
 */
export interface Limits {
  readonly grp_jobs: number | undefined;
  readonly grp_jobs_accrue: number | undefined;
  readonly grp_submit_jobs: number | undefined;
  readonly grp_tres: string;
  readonly grp_tres_mins: string;
  readonly grp_tres_run_mins: string;
  /** Minutes. */
  readonly grp_wall: number | undefined;
  readonly max_tres_mins_pj: string;
  readonly max_tres_pj: string;
  readonly max_tres_pn: string;
  /** Minutes. */
  readonly max_wall_pj: number | undefined;
  readonly min_prio_thresh: number | undefined;
}

export const NO_LIMITS: Limits = {
  grp_jobs: undefined,
  grp_jobs_accrue: undefined,
  grp_submit_jobs: undefined,
  grp_tres: '',
  grp_tres_mins: '',
  grp_tres_run_mins: '',
  grp_wall: undefined,
  max_tres_mins_pj: '',
  max_tres_pj: '',
  max_tres_pn: '',
  max_wall_pj: undefined,
  min_prio_thresh: undefined,
};
