import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { Ledger } from '../ledger.ts';
import { Site, until } from '../site.ts';
import { leavesNothing } from './kill.ts';

const HOUR = 3600;

/** Moves the clock of a process as a file says: the clock of the machine is everybody's. */
const CLOCK = `
import { readFileSync } from 'node:fs';
const Real = Date;
let offset = 0;
const look = () => { try { offset = Number(readFileSync(process.env.CLOCK_FILE, 'utf8')) * 1000; } catch {} };
look();
setInterval(look, 20).unref();
globalThis.Date = class Date extends Real {
  constructor(...words) { if (words.length === 0) super(Real.now() + offset); else super(...words); }
  static now() { return Real.now() + offset; }
};
`;

/** The wall clock jumps, forwards and backwards, by seconds to days. */
export const clockJumps: Fault = {
  name: 'clock jumps',
  promise:
    'Jobs start at once whichever way the clock jumped, those that wait for a time start when the clock says so, and nothing is lost or runs twice.',
  quick: 4,
  thorough: 8,
  async provoke(findings, times, random) {
    const site = new Site({ conf: 'MinJobAge=99999999\n' });
    try {
      const clock = path.join(site.folder, 'clock');
      const program = path.join(site.folder, 'clock.mjs');
      writeFileSync(program, CLOCK);
      let offset = 0;
      const jump = (seconds: number) => {
        offset += seconds;
        writeFileSync(clock, String(offset));
      };
      jump(0);
      const env = { NODE_OPTIONS: `--import=${program}`, CLOCK_FILE: clock };
      const daemon = await site.serve({ env });
      const ledger = new Ledger(site);
      const ended = (id: number) =>
        until(
          `job ${id} ends`,
          async () => {
            const { json } = await daemon.ask(`/slurm/v1/job/${id}`);
            return ['COMPLETED', 'FAILED'].includes(json.job_state);
          },
          60,
        );
      for (let time = 0; time < times; time++) {
        const wait = Math.round(HOUR * (0.5 + random() * 24));
        const now = () => Math.floor(Date.now() / 1000) + offset;
        const later = await ledger.submit(daemon.ask, '', { begin: now() + wait });
        // Once nothing else happens, only the clock can wake who schedules.
        await sleep(300 + random() * 1000);
        jump(wait + 1);
        findings.inject('forwards');
        await ended(later!);
        findings.check('jobs that waited for the time', true);
        const running = await ledger.submit(daemon.ask, `sleep ${(random() * 2).toFixed(1)}`);
        await sleep(random() * 500);
        jump(-Math.round(wait * random() * 1.5));
        findings.inject('backwards');
        await ended((await ledger.submit(daemon.ask, ''))!);
        await ended(running!);
        findings.check('jobs submitted after the clock went back', true);
      }
      await ledger.verify(findings, daemon.ask);
      await daemon.stop();
      await leavesNothing(site);
    } finally {
      await site.dispose();
    }
  },
};
