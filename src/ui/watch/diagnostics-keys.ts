import type { KeyGroup } from './keys.ts';
import { MOVE_KEYS, type MoveCommand, viewKeys } from './view-keys.ts';
import type { ViewCommand } from './watch.ts';

export type DiagnosticsPane = 'figures' | 'help';

export type DiagnosticsCommand =
  | MoveCommand
  | ViewCommand
  | 'otherTable'
  | 'nextSort'
  | 'reverseSort'
  | 'help'
  | 'back'
  | 'quit';

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
  { title: 'Move', panes: ['figures', 'help'], bindings: MOVE_KEYS },
  {
    title: 'The view',
    panes: ['figures', 'help'],
    bindings: viewKeys({ back: 'back', quit: 'back; from the figures: quit', hints: true }),
  },
];
