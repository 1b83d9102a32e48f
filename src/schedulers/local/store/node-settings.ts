/** What an administrator has changed of a node; what is absent is as configured. */
export interface NodeSetting {
  readonly state?: 'UP' | 'DOWN' | 'DRAIN';
  readonly reason?: string;
  /** UNIX seconds. */
  readonly reasonTime?: number;
  readonly reasonUid?: number;
  readonly comment?: string;
  readonly extra?: string;
}

/** By the name of the node. */
export type NodeSettings = Readonly<Record<string, NodeSetting>>;

export const NO_SETTINGS: NodeSettings = Object.freeze({});
