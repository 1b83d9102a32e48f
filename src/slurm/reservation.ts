/**
 * One reservation as Slurm's record describes it (`scontrol show reservation`, RESPONSE_RESERVATION_INFO).
 * Conventions as for {@link Job}: NO_VAL is `undefined`, unset strings are `''`, times UNIX seconds.
 */
export interface Reservation {
  readonly name: string;
  readonly accounts: string;
  readonly allowed_parts: string;
  readonly burst_buffer: string;
  readonly comment: string;
  readonly core_cnt: number;
  /** Cores reserved on each node where not all of them are. */
  readonly core_spec: readonly { readonly node: string; readonly cores: string }[];
  readonly end_time: number;
  readonly features: string;
  /** Names of the set flags, e.g. `MAINT`. */
  readonly flags: readonly string[];
  readonly groups: string;
  readonly licenses: string;
  /** Seconds. */
  readonly max_start_delay: number;
  readonly node_cnt: number | undefined;
  /** Host list. */
  readonly node_list: string;
  readonly partition: string;
  /** Seconds. */
  readonly purge_comp_time: number | undefined;
  readonly qos: string;
  readonly start_time: number;
  readonly tres_str: string;
  readonly users: string;
}
