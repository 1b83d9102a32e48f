import { Text } from 'ink';
import { memo, type ReactNode } from 'react';
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

interface LineProps {
  readonly line: ScreenLine;
  readonly theme: Theme;
}

/** One line of the terminal; made anew only when it looks different. */
const Line = memo(function Line({ line, theme }: LineProps): ReactNode {
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
}, looksTheSame);

function looksTheSame(before: LineProps, now: LineProps): boolean {
  if (before.theme !== now.theme || before.line.length !== now.line.length) return false;
  return now.line.every((segment, index) => {
    const other = before.line[index]!;
    return (
      segment.text === other.text &&
      segment.tone === other.tone &&
      segment.bold === other.bold &&
      segment.inverse === other.inverse &&
      segment.underline === other.underline
    );
  });
}

function Piece({ segment, theme }: { readonly segment: Segment; readonly theme: Theme }): ReactNode {
  const color = segment.tone && theme.colors[segment.tone];
  return (
    <Text
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
