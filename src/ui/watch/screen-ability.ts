interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean };
}

/**
 * Whether a view can take the whole screen: a terminal that can place the cursor on both ends, and a reader who
 * sees it. Else `--watch` prints plain tables, one after the other, which a screen reader (INK_SCREEN_READER=true),
 * a log or a pipe can follow.
 */
export function canShowScreen(
  { stdin, stdout }: Streams,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return (
    Boolean(stdin.isTTY && stdout.isTTY) && env['TERM'] !== 'dumb' && env['INK_SCREEN_READER'] !== 'true'
  );
}
