/** A kind of trackable resource (slurmdb_tres_rec_t, `sacctmgr show tres`). */
export interface Tres {
  /** Slurm's own: 1 cpu, 2 mem (MiB), 3 energy, 4 node, 5 billing, 6 fs/disk, 7 vmem, 8 pages; others from 1001. */
  readonly id: number;
  /** e.g. `cpu`, `mem`, `gres`, `license`. */
  readonly type: string;
  /** e.g. `gpu:a100` of a `gres`; `''` where the type says it all. */
  readonly name: string;
  /** Of a list of kinds: 0. */
  readonly count: number;
}
