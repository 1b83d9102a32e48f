import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { openLocalScheduler } from '../../../../src/schedulers/local/local-scheduler.ts';
import type { Job } from '../../../../src/slurm/job.ts';
import { SILENT } from '../../../../src/slurm/log.ts';
import type { Scheduler } from '../../../../src/slurm/scheduler.ts';
import { readSlurmConf } from '../../../../src/slurm/slurm-conf.ts';
import { endIfThere, processesWith } from '../../../processes.ts';
import { buildProgram, type Program } from '../../../server/process/program.ts';
import { ME } from '../open-test-scheduler.ts';

/** The whole program with a state folder of its own, as users have it; jobs really run. */
export interface EnduranceCluster extends Program {
  /** Reads and submits in this process; it neither leads nor starts a leader. */
  readonly scheduler: Scheduler;
  jobs(): Promise<readonly Job[]>;
  /** Waits until so many jobs are in one of these states, and gives them all. */
  counted(count: number, ...states: readonly string[]): Promise<readonly Job[]>;
  /** Processes that were started for the state folder with this word on their command line. */
  processes(word: string): readonly number[];
}

/** @param cpus how many jobs run at a time */
export async function openCluster(cpus: number): Promise<EnduranceCluster> {
  const program = await buildProgram('embedded');
  const { folder, env } = program;
  const conf = join(folder, 'slurm.conf');
  writeFileSync(
    conf,
    `ClusterName=endurance\nMinJobAge=86400\nNodeName=localhost CPUs=${cpus} RealMemory=99999\nPartitionName=all Nodes=ALL Default=YES\n`,
  );
  env['SLURM_CONF'] = conf;
  const scheduler = await openLocalScheduler({
    stateDir: env['SLURMREST_STATE']!,
    conf: readSlurmConf(conf),
    log: SILENT,
    leaderCommand: [],
    lead: false,
  });
  const processes = (word: string) => processesWith('cmdline', folder, word);
  const jobs = async () => (await scheduler.jobs(ME)).records;
  return {
    ...program,
    scheduler,
    jobs,
    processes,
    counted: (count, ...states) =>
      vi.waitFor(
        async () => {
          const all = await jobs();
          const found = all.filter(({ job_state }) => states.includes(job_state)).length;
          if (found !== count) throw new Error(`${found} of ${all.length} jobs are ${states}, not ${count}`);
          return all;
        },
        { timeout: 600_000, interval: 200 },
      ),
    async dispose() {
      await scheduler.close();
      for (const pid of processes('')) endIfThere(pid);
      await program.dispose();
    },
  };
}
