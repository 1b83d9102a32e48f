import type { Diagnostics } from '../../slurm/diagnostics.ts';

/** The figures of an answer, under Slurm's present names; what a release does not send is missing. */
export type DiagnosticsAnswer = Partial<Diagnostics>;

/** Names `/slurm/v1/diag` writes otherwise than RESPONSE_STATS_INFO calls them today. */
const V1_NAMES: Readonly<Record<string, keyof Diagnostics>> = {
  parts_packedg: 'parts_packed',
  req_timeg: 'req_time',
  req_time_startg: 'req_time_start',
  bf_backfilled_pack_jobs: 'bf_backfilled_het_jobs',
};

/** Reads the answer of `GET /slurm/v1/diag`. */
export function readDiagnostics(answer: Readonly<Record<string, unknown>>): DiagnosticsAnswer {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [V1_NAMES[name] ?? name, value]));
}

/** The mean of a sum over a count, in whole units as sdiag prints it; undefined before the first. */
export function mean(sum: number | undefined, count: number | undefined): number | undefined {
  return sum === undefined || !count ? undefined : Math.trunc(sum / count);
}
