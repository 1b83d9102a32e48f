import type { KeyGroup } from './keys.ts';

export type DiagnosticsPane = 'figures' | 'help';

export type DiagnosticsCommand =
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'otherTable'
  | 'nextSort'
  | 'reverseSort'
  | 'pause'
  | 'refresh'
  | 'slower'
  | 'faster'
  | 'help'
  | 'back'
  | 'quit'
  | 'interrupt'
  | 'suspend';

/** Every key of the view of diagnostics; see JOB_KEYS. */
export const DIAGNOSTICS_KEYS: readonly KeyGroup<DiagnosticsCommand, DiagnosticsPane>[] = [
  {
    title: 'Remote procedure calls',
    panes: ['figures'],
    bindings: [
      { keys: ['tab'], command: 'otherTable', help: 'by type, or by user', hint: 'type/user' },
      { keys: ['s'], command: 'nextSort', help: 'sort by the next column', hint: 'sort' },
      { keys: ['S'], command: 'reverseSort', help: 'turn the order round', hint: 'reverse' },
    ],
  },
  {
    title: 'Move',
    panes: ['figures', 'help'],
    bindings: [
      { keys: ['up', 'k'], command: 'up', help: 'one line up' },
      { keys: ['down', 'j'], command: 'down', help: 'one line down' },
      { keys: ['pageup', 'ctrl-b', 'ctrl-u'], command: 'pageUp', help: 'one page up' },
      { keys: ['pagedown', 'ctrl-f', 'ctrl-d'], command: 'pageDown', help: 'one page down' },
      { keys: ['home', 'g'], command: 'first', help: 'to the first line' },
      { keys: ['end', 'G'], command: 'last', help: 'to the last line' },
    ],
  },
  {
    title: 'The view',
    panes: ['figures', 'help'],
    bindings: [
      { keys: ['p'], command: 'pause', help: 'pause, or go on', hint: 'pause' },
      { keys: ['R', 'ctrl-l'], command: 'refresh', help: 'refresh now', hint: 'refresh' },
      { keys: ['+'], command: 'slower', help: 'refresh less often' },
      { keys: ['-'], command: 'faster', help: 'refresh more often' },
      { keys: ['?'], command: 'help', help: 'this page', hint: 'help' },
      { keys: ['esc'], command: 'back', help: 'back' },
      { keys: ['q'], command: 'quit', help: 'back; from the figures: quit', hint: 'quit' },
      { keys: ['ctrl-c'], command: 'interrupt', help: 'quit at once' },
      { keys: ['ctrl-z'], command: 'suspend', help: 'suspend; fg comes back' },
    ],
  },
];
