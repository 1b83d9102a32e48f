/** What a job needs before it can start, in the form the placement works with. */
export interface Need {
  readonly minNodes: number;
  /** `Infinity` = as many as it takes. */
  readonly maxNodes: number;
  /** 0 = one on every node. */
  readonly tasks: number;
  readonly cpusPerTask: number;
  /** Most tasks on one node. */
  readonly tasksPerNode: number;
  /** CPUs of all nodes together. */
  readonly minCpus: number;
  /** CPUs a node must have to be considered. */
  readonly nodeCpus: number;
  /** MiB on every node. */
  readonly memoryPerNode: number;
  /** MiB for every CPU. */
  readonly memoryPerCpu: number;
  /** MiB. */
  readonly tmpDisk: number;
  /** Whole nodes, shared with no other job. */
  readonly exclusive: boolean;
  /** Tasks may outnumber CPUs: each node gives one CPU. */
  readonly overcommit: boolean;
  /** On every node, by kind. */
  readonly gresPerNode: Readonly<Record<string, number>>;
  /** On every node for each of its tasks, by kind. */
  readonly gresPerTask: Readonly<Record<string, number>>;
  /** Of all nodes together, by kind. */
  readonly gresPerJob: Readonly<Record<string, number>>;
  /** Alternatives, each a list of features that a node must have together; none = any node. */
  readonly features: readonly (readonly string[])[];
  /** Nodes that must be among those allocated. */
  readonly requiredNodes: readonly number[];
  readonly excludedNodes: readonly number[];
  /** By name. */
  readonly licenses: Readonly<Record<string, number>>;
}
