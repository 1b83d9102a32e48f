import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLocalScheduler } from '../../../src/schedulers/local/local-scheduler.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { type Fault, pick, type Random } from '../fault.ts';
import { type Content, ME } from '../store/content.ts';
import { afterReboot, emptyPages, oldPages, powerLoss } from '../store/image.ts';
import { openInspector } from '../store/inspect.ts';

/** A store after one more change that was confirmed. */
interface Moment {
  readonly image: Buffer;
  readonly content: Content;
}

/** What was confirmed is there, or the store is refused. */
export const tornStore: Fault = {
  name: 'power loss: stores cut short, with torn, old and empty pages',
  promise:
    'After a power loss the store has all that was confirmed; damaged in any way it opens as it was or is refused as STATE_CORRUPT, and never shows anything else.',
  quick: 30,
  thorough: 200,
  async provoke(findings, times, random) {
    const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-torn-'));
    const inspector = await openInspector(folder);
    try {
      const moments = await history(path.join(folder, 'original'), 40, random);
      for (let number = 0; number < times; number++) {
        const at = Math.floor(random() * (moments.length - 1));
        const { image, kind, allowed } = damage(moments, at, random);
        findings.inject(kind);
        const stateDir = path.join(folder, `torn-${number}`);
        mkdirSync(stateDir, { mode: 0o711 });
        // The folder was in use: an empty store in it is none that was just made.
        writeFileSync(path.join(stateDir, 'leader.lock'), '');
        writeFileSync(path.join(stateDir, 'store.lmdb'), afterReboot(image));
        const seen = await inspector.inspect(stateDir);
        const what = (problem: string) => `${kind} (number ${number}, change ${at}): ${problem}`;
        if (!seen) findings.check('opened', false, () => what('whoever opens it is ended'));
        else if ('failed' in seen) findings.check('opened', false, () => what(seen.failed));
        else if ('refused' in seen) {
          findings.check(
            'refused as damaged',
            kind !== 'power loss' && seen.refused === 'STATE_CORRUPT',
            () => what(seen.message),
          );
        } else {
          const same = (content: Content) => allowed.some((moment) => isSame(moment.content, content));
          findings.check('opened with what was confirmed', same(seen.content), () =>
            what(`shows ${difference(allowed, seen.content)}`),
          );
          if (same(seen.content))
            findings.check('written to without harm', isSame(seen.content, seen.kept), () =>
              what(`loses ${difference([{ content: seen.content }], seen.kept)}`),
            );
        }
        rmSync(stateDir, { recursive: true });
      }
    } finally {
      inspector.close();
      rmSync(folder, { recursive: true });
    }
  },
};

/** Changes a store again and again, and keeps what its file was each time. */
async function history(stateDir: string, changes: number, random: Random): Promise<Moment[]> {
  const scheduler = await openLocalScheduler({ stateDir, log: SILENT, leaderCommand: [], lead: false });
  const scripts = new Map<number, string>();
  const moments: Moment[] = [];
  for (let change = 0; change < changes; change++) {
    const ids = [...scripts.keys()];
    if (ids.length > 3 && random() < 0.4) {
      const id = { kind: 'job', jobId: pick(random, ids) } as const;
      await scheduler.update(ME, id, { name: `changed-${change}` });
    } else {
      const script = `#!/bin/sh\n${`# ${change} ${random()}\n`.repeat(Math.floor(random() ** 3 * 900))}`;
      const { jobId } = await scheduler.submit(ME, {
        jobs: [{ work_dir: '/', name: `job-${change}` }],
        script,
      });
      scripts.set(jobId, createHash('sha1').update(script).digest('hex'));
    }
    const content: Record<string, string> = {};
    for (const { job_id, name, job_state, priority } of (await scheduler.jobs(ME)).records) {
      content[job_id] = `${name} ${job_state} ${priority === 0 ? 'held' : 'free'} ${scripts.get(job_id)}`;
    }
    moments.push({ image: readFileSync(path.join(stateDir, 'store.lmdb')), content });
  }
  await scheduler.close();
  return moments;
}

function damage(
  moments: readonly Moment[],
  at: number,
  random: Random,
): { image: Buffer; kind: string; allowed: readonly Moment[] } {
  const [now, next] = [moments[at]!, moments[at + 1]!];
  const share = random() ** 2;
  const chosen = () => random() < share;
  switch (pick(random, ['power loss', 'power loss', 'cut', 'old pages', 'empty pages'])) {
    case 'power loss':
      return { kind: 'power loss', image: powerLoss(now.image, next.image, chosen), allowed: [now, next] };
    case 'cut':
      return {
        kind: 'cut',
        image: now.image.subarray(0, Math.floor(random() * now.image.length)),
        allowed: [now],
      };
    case 'old pages':
      return {
        kind: 'old pages',
        image: oldPages(now.image, pick(random, moments.slice(0, at + 1)).image, () => random() < share / 4),
        // A whole store of an earlier time cannot be told from one that was never changed since.
        allowed: moments.slice(0, at + 1),
      };
    default:
      return {
        kind: 'empty pages',
        image: emptyPages(now.image, () => random() < share / 8),
        allowed: [now],
      };
  }
}

function isSame(expected: Content, seen: Content): boolean {
  const ids = Object.keys(expected);
  return ids.length === Object.keys(seen).length && ids.every((id) => expected[id] === seen[id]);
}

function difference(allowed: readonly Pick<Moment, 'content'>[], seen: Content): string {
  const { content } = allowed.at(-1)!;
  const ids = new Set([...Object.keys(content), ...Object.keys(seen)]);
  const differing = [...ids].filter((id) => content[id] !== seen[id]);
  return differing
    .map((id) => `${id}: "${seen[id]}" for "${content[id]}"`)
    .join(', ')
    .slice(0, 400);
}
