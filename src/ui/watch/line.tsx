import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Theme, Tone } from './theme.ts';

/** A piece of a line of the screen; its text is printable and has no line breaks. */
export interface Segment {
  readonly text: string;
  readonly tone?: Tone | undefined;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

/** A line of the screen, as views draw it. */
export type ScreenLine = readonly Segment[];

/** One line of the terminal. */
function Line({ line, theme }: { readonly line: ScreenLine; readonly theme: Theme }): ReactNode {
  const only = line.length === 1 ? line[0] : undefined;
  if (only) return <Piece segment={only} theme={theme} />;
  // An empty text has no height.
  if (line.length === 0) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {line.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: segments have no identity but their place
        <Piece key={index} segment={segment} theme={theme} />
      ))}
    </Text>
  );
}

function Piece({ segment, theme }: { readonly segment: Segment; readonly theme: Theme }): ReactNode {
  const color = segment.tone && theme.colors[segment.tone];
  return (
    <Text
      wrap="truncate"
      {...(color && { color })}
      {...(segment.bold && { bold: true })}
      {...(segment.inverse && { inverse: true })}
      {...(segment.underline && { underline: true })}
    >
      {segment.text === '' ? ' ' : segment.text}
    </Text>
  );
}

/** Lines of the terminal, one below the other. */
export function Lines({
  lines,
  theme,
}: {
  readonly lines: readonly ScreenLine[];
  readonly theme: Theme;
}): ReactNode {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is its place
    <Line key={index} line={line} theme={theme} />
  ));
}
