/** A machine of a cloud that was a node for a time (slurmdb_instance_rec_t, `sacctmgr show instance`). */
export interface Instance {
  readonly cluster: string;
  readonly extra: string;
  readonly instance_id: string;
  readonly instance_type: string;
  readonly node_name: string;
  /** 0 while it lasts. */
  readonly time_end: number;
  readonly time_start: number;
}
