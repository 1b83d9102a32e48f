/** One kind of licence as Slurm counts it (`scontrol show licenses`, RESPONSE_LICENSE_INFO). */
export interface License {
  readonly name: string;
  readonly total: number;
  readonly in_use: number;
  readonly reserved: number;
  /** Counted by slurmdbd for several clusters. */
  readonly remote: boolean;
  readonly last_consumed: number;
  readonly last_deficit: number;
  readonly last_update: number;
  /** Host list of the nodes it is bound to; `''` for all. */
  readonly nodes: string;
}
