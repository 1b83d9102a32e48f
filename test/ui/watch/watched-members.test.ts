import { expect, test } from 'vitest';
import { cellContext } from '../../../src/ui/squeue/listing.ts';
import { parseSort } from '../../../src/ui/squeue/sort.ts';
import { actionId, jobIdText, stateName, type V1Job } from '../../../src/ui/squeue/v1-job.ts';
import { parseFilter } from '../../../src/ui/watch/filter.ts';
import { treeLines } from '../../../src/ui/watch/job-tree.ts';
import { chooseTheme, stateTone } from '../../../src/ui/watch/theme.ts';
import { WATCH_COLUMNS } from '../../../src/ui/watch/watch-columns.ts';
import { areWatched, WATCHED_MEMBERS } from '../../../src/ui/watch/watched-members.ts';
import { FIXTURE_JOBS, NOW } from './fixture-jobs.ts';

/** Members of a job that were read. */
const read = new Set<string>();

/** The fixture's jobs, in each state that makes columns look elsewhere, telling what is read of them. */
const JOBS = FIXTURE_JOBS.flatMap((job) => [
  job,
  { ...job, job_state: 'SUSPENDED' },
  { ...job, job_state: 'PENDING', state_reason: 'None', nodes: '' },
  { ...job, job_state: 'COMPLETED' },
]).map(
  (job) =>
    new Proxy(job, {
      get: (of, name) => {
        if (typeof name === 'string') read.add(name);
        return Reflect.get(of, name);
      },
    }) as V1Job,
);

const context = cellContext({}, NOW);
const watched = new Set<string>(WATCHED_MEMBERS);

/** What `look` reads of the jobs beyond the members that are asked for. */
function unwatched(look: (job: V1Job) => unknown): readonly string[] {
  read.clear();
  for (const job of JOBS) look(job);
  expect(read.size).toBeGreaterThan(0);
  return [...read].filter((name) => !watched.has(name));
}

test.each(WATCH_COLUMNS.map((column) => [column.name, column] as const))(
  'the column %s reads nothing else',
  (_name, column) => {
    expect(unwatched((job) => [column.text(job, context), column.key(job, context)])).toEqual([]);
  },
);

test('neither do the columns that count as watched', () => {
  const all = ['a', 'q', 'r', 'p', 't', 'T', 'Q'].flatMap((letter) => parseSort(letter));
  const covered = all.map(({ column }) => column).filter((column) => areWatched([column]));
  expect(covered.length).toBeGreaterThan(3);
  expect(
    unwatched((job) => covered.map((column) => [column.text(job, context), column.key(job, context)])),
  ).toEqual([]);
});

test.each([
  'word',
  're:.',
  'state:PD',
  'user:me',
  ...['account', 'id', 'job', 'name', 'node', 'part', 'qos', 'reason'].map((field) => `${field}:x`),
])('neither does the filter %s', (text) => {
  expect(unwatched((job) => parseFilter(text, 'ann').matches!(job))).toEqual([]);
});

test('neither do marks, actions, colours and the tree', () => {
  const { glyphs } = chooseTheme({});
  expect(unwatched((job) => [actionId(job), jobIdText(job), stateTone(stateName(job))])).toEqual([]);
  expect(unwatched((job) => treeLines(job, JOBS, glyphs))).toEqual([]);
});
