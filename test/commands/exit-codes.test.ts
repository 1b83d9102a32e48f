import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../src/slurm/error-table.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';
import { run } from './command-line.ts';

let scheduler: FakeScheduler;
vi.mock('../../src/cli/open-scheduler.ts', () => ({ openScheduler: async () => scheduler }));

beforeEach(() => {
  scheduler = new FakeScheduler(1202);
  scheduler.add({ user_id: 1, user_name: 'daemon' });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The next job that is submitted ends so. */
function endJobAs(job_state: 'COMPLETED' | 'FAILED'): void {
  const jobs = scheduler.jobs.bind(scheduler);
  const job = scheduler.job.bind(scheduler);
  const end = () => scheduler.change(1203, { job_state });
  vi.spyOn(scheduler, 'jobs').mockImplementation(async () => {
    end();
    return jobs();
  });
  vi.spyOn(scheduler, 'job').mockImplementation(async (...words) => {
    end();
    return job(...words);
  });
}

const down = () => {
  scheduler.controllers = [{ hostname: 'head', up: false, mode: 'primary', status: 1 }];
};
const asSomebody = () => {
  vi.spyOn(process, 'getuid').mockReturnValue(4_000_000);
};
const interrupt = () => {
  const timer = setInterval(() => {
    if (process.listenerCount('SIGINT') === 0) return;
    clearInterval(timer);
    process.emit('SIGINT');
  }, 5);
};

test.each<[keyof typeof EXIT, string, () => void]>([
  ['ok', 'show job 1202', () => {}],
  ['failed', 'diag', () => (scheduler.failure = new Error('broken'))],
  ['usage', 'show --nonesuch', () => {}],
  ['usage', 'nonesuch', () => {}],
  ['notFound', 'show job 9', () => {}],
  ['denied', 'cancel 1202', asSomebody],
  ['unreachable', 'ping', down],
  ['unreachable', 'show --url unix:/nonexistent/socket', () => {}],
  ['ok', 'submit --wait --wrap true', () => endJobAs('COMPLETED')],
  ['jobFailed', 'submit --wait --wrap false', () => endJobAs('FAILED')],
  ['interrupted', 'submit --wait --wrap true', interrupt],
])('ends as "%s" says: %s', async (exit, line, prepare) => {
  prepare();
  const { code } = await run(line.split(' '));
  expect(code).toBe(EXIT[exit]);
});
