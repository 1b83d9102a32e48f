/** The standard streams of a command; tests hand in their own. */
export type Io = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>;
