import type { KeyBinding } from './keys.ts';
import type { ViewCommand } from './watch.ts';

export type MoveCommand = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

export const MOVE_KEYS: readonly KeyBinding<MoveCommand>[] = [
  { keys: ['up', 'k'], command: 'up', help: 'one line up' },
  { keys: ['down', 'j'], command: 'down', help: 'one line down' },
  { keys: ['pageup', 'ctrl-b', 'ctrl-u'], command: 'pageUp', help: 'one page up' },
  { keys: ['pagedown', 'ctrl-f', 'ctrl-d'], command: 'pageDown', help: 'one page down' },
  { keys: ['home', 'g'], command: 'first', help: 'to the first line' },
  { keys: ['end', 'G'], command: 'last', help: 'to the last line' },
];

interface ViewKeys {
  /** What `esc` and `q` do in this view. */
  readonly back: string;
  readonly quit: string;
  /** Whether the line at the bottom has room for `pause` and `refresh`. */
  readonly hints: boolean;
}

/** The keys of the view as a whole. */
export function viewKeys({
  back,
  quit,
  hints,
}: ViewKeys): readonly KeyBinding<ViewCommand | 'help' | 'back' | 'quit'>[] {
  return [
    { keys: ['p'], command: 'pause', help: 'pause, or go on', ...(hints && { hint: 'pause' }) },
    { keys: ['R', 'ctrl-l'], command: 'refresh', help: 'refresh now', ...(hints && { hint: 'refresh' }) },
    { keys: ['+'], command: 'slower', help: 'refresh less often' },
    { keys: ['-'], command: 'faster', help: 'refresh more often' },
    { keys: ['?'], command: 'help', help: 'this page', hint: 'help' },
    { keys: ['esc'], command: 'back', help: back },
    { keys: ['q'], command: 'quit', help: quit, hint: 'quit' },
    { keys: ['ctrl-c'], command: 'interrupt', help: 'quit at once' },
    { keys: ['ctrl-z'], command: 'suspend', help: 'suspend; fg comes back' },
  ];
}
