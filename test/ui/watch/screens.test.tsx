import { render } from 'ink-testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cellContext } from '../../../src/ui/squeue/listing.ts';
import { DEFAULT_SORT, parseSort } from '../../../src/ui/squeue/sort.ts';
import { DiagnosticsScreen } from '../../../src/ui/watch/diagnostics-screen.tsx';
import { DiagnosticsWatch } from '../../../src/ui/watch/diagnostics-watch.ts';
import { JobScreen } from '../../../src/ui/watch/job-screen.tsx';
import { JobWatch } from '../../../src/ui/watch/job-watch.ts';
import { chooseTheme } from '../../../src/ui/watch/theme.ts';
import { diagnosticsAt, momentOf } from './fixture-diagnostics.ts';
import { FIXTURE_JOBS, manyJobs, NOW } from './fixture-jobs.ts';
import { FixtureSource } from './fixture-source.ts';

const theme = chooseTheme({ LANG: 'C.UTF-8', NO_COLOR: '1' });
const ends: (() => void)[] = [];

/** Waits until a frame is as expected, however busy the machine is. */
const eventually = (expectation: () => void) => vi.waitFor(expectation, { timeout: 20_000, interval: 20 });

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function showJobs(source: FixtureSource) {
  const watch = new JobWatch(source, {
    interval: 60,
    sort: parseSort(DEFAULT_SORT),
    theme,
    context: (now) => ({ ...cellContext({}, now), unset: '' }),
    clock: () => NOW * 1000,
  });
  const screen = render(<JobScreen watch={watch} />);
  ends.push(() => {
    screen.unmount();
    watch.stop();
  });
  void watch.run();
  await eventually(() => expect(screen.lastFrame()).toContain('every'));
  return { watch, ...screen };
}

describe('JobScreen', () => {
  it('says so when there are no jobs, and when the filter hides all', async () => {
    const source = new FixtureSource([]);
    const { lastFrame, watch } = await showJobs(source);
    await eventually(() => expect(lastFrame()).toContain('No jobs.'));
    source.list = FIXTURE_JOBS;
    await watch.poller.refresh();
    await eventually(() => expect(lastFrame()).toContain('12 jobs'));
    for (const key of '/nonesuch') watch.press(key);
    watch.press('enter');
    await eventually(() => expect(lastFrame()).toContain('No job passes the filter. Esc drops it.'));
  });

  it('says why there is nothing yet when the first request fails', async () => {
    const source = new FixtureSource(FIXTURE_JOBS);
    source.down = 'Nothing listens at unix:/run/slurmrest.sock.';
    const { lastFrame } = await showJobs(source);
    await eventually(() =>
      expect(lastFrame()).toContain('No data yet. Nothing listens at unix:/run/slurmrest.sock.'),
    );
  });

  it('takes keys as a terminal sends them, several at once too', async () => {
    const { stdin, lastFrame } = await showJobs(new FixtureSource(FIXTURE_JOBS));
    await eventually(() => expect(lastFrame()).toContain('1/12'));
    stdin.write('jjj');
    await eventually(() => expect(lastFrame()).toContain('4/12'));
    stdin.write('\u001b[A');
    await eventually(() => expect(lastFrame()).toContain('3/12'));
    stdin.write('/user:me\r');
    await eventually(() => expect(lastFrame()).toContain('3 of 12 jobs'));
  });

  it('draws as many rows of 20,000 jobs as there is room for', async () => {
    const { lastFrame, watch } = await showJobs(new FixtureSource(manyJobs(20_000)));
    await eventually(() => expect(lastFrame()).toContain('20,000 jobs'));
    watch.press('G');
    await eventually(() => expect(lastFrame()).toContain('20,000/20,000'));
    expect(lastFrame()!.split('\n')).toHaveLength(24);
  });
});

describe('DiagnosticsScreen', () => {
  it('shows rates from the second answer on', async () => {
    let turn = 0;
    const source = { title: 'cluster linux', diagnostics: async () => diagnosticsAt(turn) };
    const watch = new DiagnosticsWatch(source, { interval: 60, theme, clock: () => momentOf(turn) });
    const screen = render(<DiagnosticsScreen watch={watch} />);
    ends.push(() => {
      screen.unmount();
      watch.stop();
    });
    void watch.run();
    await eventually(() => expect(screen.lastFrame()).toMatch(/submitted +2,130 +- +-/));
    turn = 3;
    watch.press('R');
    await eventually(() => expect(screen.lastFrame()).toMatch(/submitted +2,141 +11 +22/));
    expect(screen.lastFrame()).toContain('main ended by: End of job queue 1,139, Hit sched_max_job_start 8');
  });
});
