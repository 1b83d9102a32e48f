import type { KeyGroup } from './keys.ts';

export type JobPane = 'table' | 'detail' | 'output' | 'tree' | 'columns' | 'help';

export type JobCommand =
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'mark'
  | 'markAll'
  | 'cancel'
  | 'hold'
  | 'release'
  | 'requeue'
  | 'detail'
  | 'standardOutput'
  | 'standardError'
  | 'tree'
  | 'filter'
  | 'nextSort'
  | 'reverseSort'
  | 'columns'
  | 'toggleColumn'
  | 'columnUp'
  | 'columnDown'
  | 'follow'
  | 'wrap'
  | 'pause'
  | 'refresh'
  | 'slower'
  | 'faster'
  | 'copy'
  | 'help'
  | 'back'
  | 'quit'
  | 'interrupt'
  | 'suspend';

/**
 * Every key of the view of jobs. What a key does, the help page and the line at the bottom all come from here.
 */
export const JOB_KEYS: readonly KeyGroup<JobCommand, JobPane>[] = [
  {
    title: 'Move',
    panes: ['table', 'detail', 'output', 'tree', 'columns', 'help'],
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
    title: 'Find',
    panes: ['table'],
    bindings: [
      {
        keys: ['/'],
        command: 'filter',
        help: 'filter: word  !word  re:regex  state:PD,R  user:me  part:  name:  account:  qos:  node:  reason:  id:',
        hint: 'filter',
      },
      { keys: ['s'], command: 'nextSort', help: 'sort by the next column', hint: 'sort' },
      { keys: ['S'], command: 'reverseSort', help: 'turn the order round' },
      { keys: ['c'], command: 'columns', help: 'choose columns', hint: 'columns' },
    ],
  },
  {
    title: 'Act on the marked jobs, or on the selected one',
    panes: ['table', 'detail', 'tree'],
    bindings: [
      { keys: ['space'], command: 'mark', help: 'mark or unmark the job', hint: 'mark' },
      { keys: ['a'], command: 'markAll', help: 'mark all jobs shown, or unmark all' },
      { keys: ['x'], command: 'cancel', help: 'cancel', hint: 'cancel' },
      { keys: ['h'], command: 'hold', help: 'hold', hint: 'hold' },
      { keys: ['u'], command: 'release', help: 'release', hint: 'release' },
      { keys: ['r'], command: 'requeue', help: 'requeue', hint: 'requeue' },
    ],
  },
  {
    title: 'Look closer',
    panes: ['table', 'detail', 'tree'],
    bindings: [
      { keys: ['enter', 'd'], command: 'detail', help: 'everything about the job', hint: 'details' },
      { keys: ['o'], command: 'standardOutput', help: 'end of its standard output', hint: 'output' },
      { keys: ['e'], command: 'standardError', help: 'end of its standard error' },
      { keys: ['t'], command: 'tree', help: 'its array or het job, and the jobs it waits for', hint: 'tree' },
      { keys: ['y'], command: 'copy', help: 'copy its id to the clipboard' },
    ],
  },
  {
    title: 'Output of a job',
    panes: ['output'],
    bindings: [
      { keys: ['f'], command: 'follow', help: 'follow the end, or stop following', hint: 'follow' },
      { keys: ['w'], command: 'wrap', help: 'wrap long lines', hint: 'wrap' },
      { keys: ['o'], command: 'standardOutput', help: 'standard output', hint: 'stdout' },
      { keys: ['e'], command: 'standardError', help: 'standard error', hint: 'stderr' },
    ],
  },
  {
    title: 'Columns',
    panes: ['columns'],
    bindings: [
      { keys: ['space', 'x'], command: 'toggleColumn', help: 'show or hide the column', hint: 'show/hide' },
      { keys: ['K', 'left'], command: 'columnUp', help: 'move the column to the left', hint: 'left' },
      { keys: ['J', 'right'], command: 'columnDown', help: 'move the column to the right', hint: 'right' },
      { keys: ['enter', 'c'], command: 'back', help: 'done', hint: 'done' },
    ],
  },
  {
    title: 'The view',
    panes: ['table', 'detail', 'output', 'tree', 'columns', 'help'],
    bindings: [
      { keys: ['p'], command: 'pause', help: 'pause, or go on' },
      { keys: ['R', 'ctrl-l'], command: 'refresh', help: 'refresh now' },
      { keys: ['+'], command: 'slower', help: 'refresh less often' },
      { keys: ['-'], command: 'faster', help: 'refresh more often' },
      { keys: ['?'], command: 'help', help: 'this page', hint: 'help' },
      { keys: ['esc'], command: 'back', help: 'back; in the table: drop the filter, then the marks' },
      { keys: ['q'], command: 'quit', help: 'back; in the table: quit', hint: 'quit' },
      { keys: ['ctrl-c'], command: 'interrupt', help: 'quit at once' },
      { keys: ['ctrl-z'], command: 'suspend', help: 'suspend; fg comes back' },
    ],
  },
];
