import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endIfThere, processesWith } from '../../processes.ts';
import { type Fault, pick, type Random } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { Site, until } from '../site.ts';
import { leavesNothing } from './kill.ts';

const JOBS = 12;
/** Its first run goes on until the power fails, its second one ends at once. */
const LONG = '[ "$SLURM_RESTART_COUNT" ] || sleep 600';

/** What is known of starts is names of directory entries, which a file system may lose or have as they once were. */
export const tornStarts: Fault = {
  name: 'power loss: records of starts cut short, old and missing',
  promise:
    'A job whose record is whole ends with its true exit code; any other is run again or called lost, and none has an exit code that is made up.',
  quick: 1,
  thorough: 20,
  unavailable: () => (process.getuid!() === 0 ? undefined : 'only root can tell a program of another boot'),
  async provoke(findings, times, random) {
    for (let time = 0; time < times; time++) {
      const site = new Site();
      try {
        const daemon = await site.serve();
        const ledger = new Ledger(site);
        for (let job = 0; job < JOBS; job++) await ledger.submit(daemon.ask, job % 2 ? 'sleep 1' : LONG);
        await until('all jobs begin', () => ledger.beginnings().length === JOBS);
        // What ends now is recorded, and heard by nobody.
        daemon.child.kill('SIGSTOP');
        await until(
          'the short ones end',
          () => site.processes('slurmrest: shepherd of ').length === JOBS / 2,
        );
        const heard = new Set(ledger.acknowledged);
        for (const name of records(site)) heard.delete(jobOf(name));
        await endEverything(site, () => daemon.murder());

        const unknown = new Set<string>();
        for (const name of records(site)) {
          const what = damage(path.join(site.state, 'run'), name, random);
          if (what === 'whole') findings.saw('records left whole', 1);
          else findings.inject(what);
          if (what !== 'whole' || !name.includes(':exit:')) unknown.add(name.split(':')[0]!);
        }
        findings.saw('ends that were heard of before', heard.size);
        const next = await site.serve({ prefix: anotherBoot(site, time) });
        await ledger.verify(findings, next.ask, unknown);
        await next.stop();
        await leavesNothing(site);
      } finally {
        await site.dispose();
      }
    }
  },
};

/** Names of the records, `JOB.START:…`. */
function records(site: Site): readonly string[] {
  return readdirSync(path.join(site.state, 'run')).filter((name) => /^\d+\.\d+:/.test(name));
}

function jobOf(name: string): number {
  return Number(name.split('.')[0]);
}

/** As in a power failure: nobody has time for anything. */
async function endEverything(site: Site, murder: () => Promise<void>): Promise<void> {
  await murder();
  await until('everything is dead', () => {
    const alive = [...site.processes(''), ...processesWith('environ', site.folder)];
    for (const pid of alive) endIfThere(pid);
    return alive.length === 0;
  });
}

/** Does something to a record, or nothing. @returns what it is now */
function damage(folder: string, name: string, random: Random): 'whole' | 'cut' | 'missing' | 'old' {
  const what = pick(random, ['whole', 'whole', 'cut', 'cut', 'missing', 'old'] as const);
  const entry = path.join(folder, name);
  if (what === 'cut') renameSync(entry, path.join(folder, name.slice(0, cutOf(name, random))));
  if (what === 'missing') rmSync(entry);
  if (what === 'old') renameSync(entry, path.join(folder, `${name.split(':')[0]}:free:ticket`));
  return what;
}

/** Behind the colon, where it may be taken for a whole one. */
function cutOf(name: string, random: Random): number {
  const least = name.indexOf(':') + 1;
  return least + Math.floor(random() * (name.length - least));
}

/** Words in front of a program for which the machine was started anew. */
function anotherBoot(site: Site, number: number): readonly string[] {
  const file = path.join(site.folder, 'boot_id');
  writeFileSync(file, `00000000-0000-4000-8000-${String(number).padStart(12, '0')}\n`);
  const script = 'mount --bind "$0" /proc/sys/kernel/random/boot_id && exec "$@"';
  return ['unshare', '--mount', 'sh', '-c', script, file];
}
