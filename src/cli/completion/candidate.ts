/** One word a shell may put in the place of the one under the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** What may stand under the cursor. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Names of files or folders, which the shell knows better how to complete. */
  readonly paths?: 'files' | 'folders';
  /** More may follow in the same word, such as the next member of a list. */
  readonly open?: boolean;
}

/**
 * A completion as the scripts of the shells read it: a line `VALUE<TAB>DESCRIPTION` each, then `:` and what the
 * shell is to do: `files`, `folders`, `nospace`.
 */
export function completionLines({ candidates, paths, open }: Completion): readonly string[] {
  const directives = [...(paths ? [paths] : []), ...(open ? ['nospace'] : [])];
  return [
    ...candidates.map(({ value, description = '' }) => `${value}\t${description.replace(/\s+/g, ' ')}`),
    `:${directives.join(',')}`,
  ];
}
