import { Box } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { textWidth, toWidth, truncate } from '../text-width.ts';
import { DIAGNOSTICS_KEYS } from './diagnostics-keys.ts';
import { figureLines, rpcLines } from './diagnostics-lines.ts';
import type { DiagnosticsWatch } from './diagnostics-watch.ts';
import { freshness, staleLine } from './freshness.ts';
import { hintSegments } from './hint-line.ts';
import { Lines, type ScreenLine } from './line.tsx';
import { besides, filled } from './screen-lines.ts';
import { useKeys, useTerminalSize, useTick } from './terminal-hooks.ts';

/** From this width on both tables of calls are shown, side by side. */
const WIDE = 140;

/** Lines that are not the pane: title, status, keys. */
const AROUND = 3;

/** The whole screen of the view of diagnostics. */
export function DiagnosticsScreen({ watch }: { readonly watch: DiagnosticsWatch }): ReactNode {
  useSyncExternalStore(watch.subscribe, () => watch.version);
  const { columns: width, rows: height } = useTerminalSize();
  useKeys((key) => watch.press(key));
  useTick(watch.poller.state.pace);

  const { theme } = watch.options;
  const { state } = watch.poller;
  const paneHeight = Math.max(2, height - AROUND);
  const status =
    staleLine(state, watch.now, width) ?? (state.data ? [] : [{ text: 'Asking', tone: 'faint' as const }]);
  const lines = [
    titleLine(watch, width),
    ...filled(
      watch.pane === 'help' ? helpLines(watch, width, paneHeight) : figures(watch, width, paneHeight),
      paneHeight,
    ),
    status,
    hintSegments(DIAGNOSTICS_KEYS, watch.pane, theme, width),
  ];
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Lines lines={lines} theme={theme} />
    </Box>
  );
}

function titleLine(watch: DiagnosticsWatch, width: number): ScreenLine {
  const right = freshness(watch.poller.state, watch.now);
  const since = watch.history.latest?.figures.req_time_start;
  const began = since ? `  counting since ${new Date(since * 1000).toLocaleString('sv')}` : '';
  const room = width - textWidth(right) - 1;
  const left = truncate(`${watch.source.title}${began}`, room, watch.options.theme.glyphs.ellipsis);
  return [
    { text: toWidth(left, room + 1), bold: true },
    { text: right, tone: 'faint' },
  ];
}

function helpLines(watch: DiagnosticsWatch, width: number, height: number): readonly ScreenLine[] {
  watch.room = height;
  return watch.help
    .slice(watch.top, watch.top + height)
    .map((line) => (line === '' ? [] : [{ text: truncate(line, width), bold: !line.startsWith(' ') }]));
}

/** The figures, and the calls in what room is left below them. */
function figures(watch: DiagnosticsWatch, width: number, height: number): readonly ScreenLine[] {
  const { theme } = watch.options;
  const above = figureLines(watch.history, width, theme).slice(0, height);
  const room = height - above.length - 1;
  watch.room = Math.max(1, room - 1);
  if (room < 2) return above;
  if (width < WIDE) return [...above, [], ...rpcLines(watch, watch.table, width, room)];
  const half = Math.floor((width - 2) / 2);
  const [byType, byUser] = [rpcLines(watch, 'type', half, room), rpcLines(watch, 'user', half, room)];
  return [...above, [], ...besides(byType, half + 2, byUser)];
}
