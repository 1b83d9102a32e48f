import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, pick } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { type Daemon, Site, until } from '../site.ts';
import { leavesNothing } from './kill.ts';

const BLOCK = Buffer.alloc(64 * 1024);

/** A file system of its own for the state folder, filled to the last byte in the midst of everything. */
export const fullDisk: Fault = {
  name: 'full disk',
  promise:
    'Submissions are accepted or refused as "No space left" (507), reading goes on, and once there is room everything does, by itself.',
  quick: 3,
  thorough: 10,
  unavailable: () => (process.getuid!() === 0 ? undefined : 'only root can mount a small disk'),
  async provoke(findings, times, random) {
    const site = new Site({ stateDirectory: 'disk' });
    const disk = path.join(site.folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128m,nr_inodes=2000', 'tmpfs', disk]);
    try {
      let daemon: Daemon = await site.serve();
      const ledger = new Ledger(site);
      const stop = new AbortController();
      const ask: Daemon['ask'] = (where, question) => daemon.ask(where, question);
      // Long scripts, so that the store has to grow.
      const work = () =>
        `${random() < 0.3 ? `: ${'x'.repeat(random() * 300_000)}` : ''}\nsleep 0.${Math.floor(random() * 5)}`;
      const submitters = Array.from({ length: 3 }, () => ledger.submitUntil(stop.signal, ask, work, 50));
      for (let time = 0; time < times; time++) {
        await sleep(random() * 800);
        const ballast = path.join(disk, 'ballast');
        mkdirSync(ballast);
        const kind = pick(random, ['blocks', 'blocks', 'files']);
        if (kind === 'blocks')
          fillBlocks(path.join(ballast, 'file'), pick(random, [0, 0, 4096, 100_000, 1_500_000]));
        else fillFiles(ballast, Math.floor(random() * 8));
        findings.inject(`no ${kind} left`);
        const restart = random() < 0.3;
        if (restart) {
          await daemon.murder();
          daemon = site.start({});
          findings.inject('daemon started on a full disk');
        }
        await sleep(300 + random() * 1500);
        if (!restart) {
          const { status, text } = await daemon.ask('/slurm/v1/jobs');
          findings.check(
            'reading with a full disk',
            status === 200,
            () => `jobs on a full disk: ${status} ${text}`,
          );
        }
        rmSync(ballast, { recursive: true });
        // As a service manager would.
        if (daemon.child.exitCode !== null) {
          findings.check('an end with a clear error', /No space left/.test(daemon.log()), () => daemon.log());
          daemon = site.start({});
        }
        const before = ledger.acknowledged.length;
        await until('submissions are accepted again', () => ledger.acknowledged.length > before);
        findings.check('submissions once there is room', true);
      }
      stop.abort();
      await Promise.all(submitters);
      findings.saw('submissions refused with 507', ledger.refused[507] ?? 0);
      const others = Object.entries(ledger.refused).filter(([status]) => status !== '507');
      findings.check(
        'refused as 507 only',
        others.length === 0,
        () => `refused: ${JSON.stringify(ledger.refused)}`,
      );
      await ledger.verify(findings, ask);
      await daemon.stop();
      await leavesNothing(site);
    } finally {
      await site.dispose(() => execFileSync('umount', ['--lazy', disk]));
    }
  },
};

/** Often just enough is left for the beginning of what is to be written. */
function fillBlocks(file: string, leave: number): void {
  const ballast = openSync(file, 'w');
  for (let size = BLOCK.length; size >= 1; ) {
    try {
      writeSync(ballast, BLOCK, 0, size);
    } catch {
      size = Math.floor(size / 16);
    }
  }
  closeSync(ballast);
  if (leave > 0) execFileSync('truncate', ['--size', `-${leave}`, file]);
}

/** Takes all inodes but a few. */
function fillFiles(folder: string, leave: number): void {
  const made: string[] = [];
  try {
    for (;;) {
      const file = path.join(folder, String(made.length));
      writeFileSync(file, '');
      made.push(file);
    }
  } catch {
    for (const file of made.slice(made.length - leave)) rmSync(file);
  }
}
