import { Box } from 'ink';
import { type ReactNode, useRef, useSyncExternalStore } from 'react';
import type { JobPane } from './job-keys.ts';
import type { JobWatch } from './job-watch.ts';
import { Lines, type ScreenLine } from './line.tsx';
import { columnsPane, detailPane, helpPane, outputPane, treePane } from './pane-lines.ts';
import { hintLine, statusLine, titleLine } from './status-lines.ts';
import { tableLines, type WidthMemory } from './table-lines.ts';
import { useKeys, useTerminalSize, useTick } from './terminal-hooks.ts';

/** From this width on, what is looked at closer stands beside the table. */
const WIDE = 140;

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
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Lines lines={[titleLine(watch, width)]} theme={theme} />
      <Box height={paneHeight} width={width}>
        <Panes watch={watch} width={width} height={paneHeight} memory={memory.current} />
      </Box>
      <Lines lines={[statusLine(watch, width), hintLine(watch, width)]} theme={theme} />
    </Box>
  );
}

interface PanesProps {
  readonly watch: JobWatch;
  readonly width: number;
  readonly height: number;
  readonly memory: WidthMemory;
}

/** The table, a pane in its place, or both side by side. */
function Panes({ watch, width, height, memory }: PanesProps): ReactNode {
  const { pane } = watch;
  const { theme } = watch.options;
  const column = (lines: readonly ScreenLine[], columns: number) => (
    <Box flexDirection="column" width={columns}>
      <Lines lines={lines} theme={theme} />
    </Box>
  );
  if (pane === 'table') return column(tableLines(watch, width, height, memory), width);
  if (!watch.beside || pane === 'help') return column(PANES[pane](watch, width, height), width);
  const left = Math.floor(width * 0.55);
  return (
    <>
      {column(tableLines(watch, left, height, memory), left)}
      <Box width={2} />
      {column(PANES[pane](watch, width - left - 2, height), width - left - 2)}
    </>
  );
}
