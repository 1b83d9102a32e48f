import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Job } from '../../../src/slurm/job.ts';
import { parseJobId } from '../../../src/slurm/job-id.ts';
import { type ModelJob, modelJobs, outcomeOf, type Part, partsOf, settle } from './dependency-model.ts';
import { ME, openTestScheduler } from './open-test-scheduler.ts';

/** Room for everything at once. */
const CONF = 'NodeName=host1 CPUs=64 RealMemory=64000\nPartitionName=debug Nodes=ALL Default=YES\n';

test('jobs with any dependencies start, wait and give up as a simple model says', async () => {
  const actions = fc.array(
    fc.record({ pick: fc.nat(), how: fc.constantFrom('ok', 'ok', 'fail', 'cancel') }),
    {
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(modelJobs, actions, async (jobs, chosen) => {
      const { submit, machine, scheduler } = await openTestScheduler({ conf: CONF });
      const ids: number[] = [];
      for (const job of jobs) ids.push(await submit(described(job, ids)));
      const places = new Map(ids.map((id, place) => [id, place]));
      const shown = async () => {
        const { records } = await scheduler.jobs(ME);
        return new Map(
          records.flatMap((record) =>
            tasksOf(record).map((task) => [keyOf(record, task, places), record] as const),
          ),
        );
      };
      const parts = partsOf(jobs);
      const compare = async () => {
        settle(jobs, parts);
        const expected = Object.fromEntries(
          parts.map((part) => [`${part.job}_${part.task}`, stateOf(jobs, parts, part)]),
        );
        await vi.waitFor(
          async () => {
            const now = [...(await shown())].map(([key, record]) => [key, shownState(record)] as const);
            expect(Object.fromEntries(now)).toEqual(expected);
          },
          { timeout: 20_000, interval: 5 },
        );
      };
      await compare();
      for (const { pick, how } of chosen) {
        const open = parts.filter(({ state }) => state === (how === 'cancel' ? 'pending' : 'running'));
        if (open.length === 0) continue;
        const part = open[pick % open.length]!;
        if (how === 'cancel') {
          const id = `${ids[part.job]}${part.task > 0 ? `_${part.task}` : ''}`;
          await scheduler.cancel(ME, parseJobId(id));
          part.state = 'cancelled';
        } else {
          const { job_id } = (await shown()).get(`${part.job}_${part.task}`)!;
          machine.end(`${job_id}.1`, how === 'ok' ? 0 : 1 << 8);
          part.state = how === 'ok' ? 'completed' : 'failed';
        }
        await compare();
      }
      await scheduler.close();
    }),
    { numRuns: 25 },
  );
});

function described({ isArray, name, join, terms }: ModelJob, ids: readonly number[]) {
  const texts = terms.map(({ kind, target }) => (kind === 'singleton' ? kind : `${kind}:${ids[target]}`));
  return {
    name: isArray ? 'array' : name,
    dependency: texts.join(join === 'all' ? ',' : '?'),
    ...(isArray && { array_inx: '1-2' }),
  };
}

function stateOf(jobs: readonly ModelJob[], parts: readonly Part[], part: Part): string {
  if (part.state !== 'pending') return part.state.toUpperCase();
  return outcomeOf(jobs, parts, part) === 'never' ? 'DependencyNeverSatisfied' : 'Dependency';
}

function shownState({ job_state, state_reason }: Job): string {
  return job_state === 'PENDING' ? state_reason : job_state;
}

function tasksOf({ array_job_id, array_task_id, array_task_str }: Job): readonly number[] {
  if (array_job_id === 0) return [0];
  if (array_task_id !== undefined) return [array_task_id];
  return array_task_str === '1-2' ? [1, 2] : [Number(array_task_str)];
}

function keyOf({ job_id, array_job_id }: Job, task: number, places: ReadonlyMap<number, number>): string {
  return `${places.get(array_job_id || job_id)}_${task}`;
}
