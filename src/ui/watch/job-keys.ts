import type { KeyGroup } from './keys.ts';
import { MOVE_KEYS, type MoveCommand, viewKeys } from './view-keys.ts';
import type { ViewCommand } from './watch.ts';

export type JobPane = 'table' | 'detail' | 'output' | 'tree' | 'columns' | 'help';

export type JobCommand =
  | MoveCommand
  | ViewCommand
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
  | 'copy'
  | 'help'
  | 'back'
  | 'quit';

const EVERYWHERE: readonly JobPane[] = ['table', 'detail', 'output', 'tree', 'columns', 'help'];

/**
 * Every key of the view of jobs. What a key does, the help page and the line at the bottom all come from here.
 */
export const JOB_KEYS: readonly KeyGroup<JobCommand, JobPane>[] = [
  { title: 'Move', panes: EVERYWHERE, bindings: MOVE_KEYS },
  {
    title: 'Find',
    panes: ['table'],
    bindings: [
      {
        keys: ['/'],
        command: 'filter',
        help: 'filter: word or regex  !word  state:PD,R  user:me  part:  name:  account:  qos:  node:  reason:  id:  re:whole line',
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
    panes: EVERYWHERE,
    bindings: viewKeys({
      back: 'back; in the table: drop the filter, then the marks',
      quit: 'back; in the table: quit',
      hints: false,
    }),
  },
];
