import type { Tres } from './tres.ts';

/** What an association or wckey used in one period (slurmdb_accounting_rec_t). */
export interface Usage {
  readonly alloc_secs: number;
  /** Of the association or wckey. */
  readonly id: number;
  readonly id_alt: number;
  readonly period_start: number;
  readonly tres_rec: Tres;
}

/** How a TRES of a cluster was used in one period, in seconds (slurmdb_cluster_accounting_rec_t). */
export interface ClusterUsage {
  readonly alloc_secs: number;
  readonly down_secs: number;
  readonly idle_secs: number;
  readonly over_secs: number;
  readonly pdown_secs: number;
  readonly period_start: number;
  readonly plan_secs: number;
  readonly tres_rec: Tres;
}
