import { controlGroupsUnavailable, makeControlGroup } from '../control-group.ts';
import type { Fault } from '../fault.ts';
import { Site, until } from '../site.ts';
import { leavesNothing } from './kill.ts';

const EAT = `perl -e '$_ = "x" x 400_000_000'`;

/** The kernel kills a job, or a part of it, for want of memory. */
export const outOfMemory: Fault = {
  name: 'out of memory: the kernel kills jobs',
  promise:
    'A job that was killed has failed, by signal 9; one whose part was killed ends as its script decides.',
  quick: 2,
  thorough: 10,
  unavailable: () => controlGroupsUnavailable('memory'),
  async provoke(findings, times) {
    const site = new Site();
    const group = makeControlGroup('memory', 'slurmrest-memory');
    try {
      group.limit(String(32 * 1024 ** 2));
      const daemon = await site.serve();
      const run = async (script: string) => {
        const job = {
          current_working_directory: site.folder,
          standard_output: '/dev/null',
          environment: { PATH: '/usr/bin:/bin' },
        };
        const { json } = await daemon.ask('/slurm/v1/job/submit', { method: 'POST', body: { job, script } });
        return until('the job ends', async () => {
          const shown = (await daemon.ask(`/slurm/v1/job/${json.job_id}`)).json;
          return (
            shown.end_time > 0 && !['RUNNING', 'PENDING', 'COMPLETING'].includes(shown.job_state) && shown
          );
        });
      };
      for (let time = 0; time < times; time++) {
        const killed = await run(`#!/bin/sh\necho $$ > ${group.members}\nexec ${EAT}\n`);
        findings.inject('jobs killed');
        const signal = killed.exit_code & 127;
        findings.check(
          'a job that was killed',
          signal === 9 && ['FAILED', 'OUT_OF_MEMORY'].includes(killed.job_state),
          () => `a killed job is ${killed.job_state} with ${killed.exit_code}`,
        );
        const part = await run(
          `#!/bin/sh\nsh -c 'echo $$ > ${group.members}; exec ${EAT.replaceAll("'", '"').replace('"x"', 'chr(120)')}'\nexit 7\n`,
        );
        findings.inject('parts of jobs killed');
        findings.check(
          'a job whose part was killed',
          part.exit_code === 7 << 8 && ['FAILED', 'OUT_OF_MEMORY'].includes(part.job_state),
          () => `a job whose part was killed is ${part.job_state} with ${part.exit_code}`,
        );
      }
      await daemon.stop();
      await leavesNothing(site);
    } finally {
      await site.dispose();
      await group.remove();
    }
  },
};
