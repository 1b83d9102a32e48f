/** What a job holds of one kind of GRES on a node. */
export interface GresLayout {
  readonly name: string;
  readonly type: string;
  readonly count: number;
  /** Which of the node's, e.g. `0-1`; `''` where they are not told apart. */
  readonly index: string;
}

/** What a running job holds on one node. */
export interface NodeLayout {
  readonly node: string;
  readonly sockets_per_node: number;
  readonly cores_per_socket: number;
  /** MiB. */
  readonly mem_alloc: number;
  /** Abstract cores, e.g. `0-3`. */
  readonly core_bitmap: string;
  /** IMEX channel. */
  readonly channel: number | undefined;
  readonly gres: readonly GresLayout[];
}
