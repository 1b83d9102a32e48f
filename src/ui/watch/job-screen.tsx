import { Box } from 'ink';
import { type ReactNode, useRef, useSyncExternalStore } from 'react';
import type { JobPane } from './job-keys.ts';
import type { JobWatch } from './job-watch.ts';
import { Lines, type ScreenLine } from './line.tsx';
import { columnsPane, detailPane, helpPane, outputPane, treePane } from './pane-lines.ts';
import { besides, filled } from './screen-lines.ts';
import { hintLine, statusLine, titleLine } from './status-lines.ts';
import { tableLines, type WidthMemory } from './table-lines.ts';
import { useKeys, useTerminalSize, useTick } from './terminal-hooks.ts';

/** From this width on, what is looked at closer stands beside the table. */
const WIDE = 140;

/** Columns between the table and what stands beside it. */
const GAP = 2;

/** Lines that are not the pane: title, status, keys. */
const AROUND = 3;

type FullPane = Exclude<JobPane, 'table'>;

const PANES: Readonly<
  Record<FullPane, (watch: JobWatch, width: number, height: number) => readonly ScreenLine[]>
> = {
  detail: detailPane,
  output: outputPane,
  tree: treePane,
  columns: columnsPane,
  help: helpPane,
};

/** The whole screen of the view of jobs. */
export function JobScreen({ watch }: { readonly watch: JobWatch }): ReactNode {
  useSyncExternalStore(watch.subscribe, () => watch.version);
  const { columns: width, rows: height } = useTerminalSize();
  const memory = useRef<WidthMemory>(new Map());
  useKeys((key) => watch.press(key));
  useTick(watch.poller.state.pace);

  const { theme } = watch.options;
  const paneHeight = Math.max(2, height - AROUND);
  watch.room = paneHeight - 1;
  watch.beside = width >= WIDE;
  const lines = [
    titleLine(watch, width),
    ...filled(paneLines(watch, width, paneHeight, memory.current), paneHeight),
    statusLine(watch, width),
    hintLine(watch, width),
  ];
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Lines lines={lines} theme={theme} />
    </Box>
  );
}

/** The table, a pane in its place, or both side by side. */
function paneLines(
  watch: JobWatch,
  width: number,
  height: number,
  memory: WidthMemory,
): readonly ScreenLine[] {
  const { pane } = watch;
  if (pane === 'table') return tableLines(watch, width, height, memory);
  if (!watch.beside || pane === 'help') return PANES[pane](watch, width, height);
  const left = Math.floor(width * 0.55);
  const right = left + GAP;
  return besides(tableLines(watch, left, height, memory), right, PANES[pane](watch, width - right, height));
}
