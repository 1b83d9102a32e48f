import type { Caller } from '../../../src/slurm/caller.ts';

export const ME: Caller = { uid: process.getuid!(), gid: process.getgid!(), name: 'me', credential: 'local' };

/** The jobs of a store, by id: name, state and a digest of the script. */
export type Content = Readonly<Record<string, string>>;

/** What opening a store came to. */
export type Inspected =
  /** What is in it, and what of that still is after it was written to. */
  | { readonly content: Content; readonly kept: Content }
  /** The error it is refused with. */
  | { readonly refused: string; readonly message: string }
  /** An error that is no row of the error table. */
  | { readonly failed: string };
