/** What a command writes to; its readers may go away at any time. */
export type Output = Pick<NodeJS.WriteStream, 'write' | 'on'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly writableLength?: number;
};

/** The standard streams of a command; tests hand in their own. */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: Output;
  readonly stderr: Output;
}
