import { BaseCommand } from '../cli/base-command.ts';
import { chooseCluster } from '../cli/choose-cluster.ts';
import { LOG_LEVELS } from '../cli/log.ts';
import { leadUntilIdle } from '../schedulers/local/lead-until-idle.ts';
import { SlurmError } from '../slurm/error.ts';

/** What a submission starts where no daemon schedules: it runs the jobs and ends when there are none. */
export class Lead extends BaseCommand {
  static override readonly id = 'lead';
  static override readonly summary = 'Schedule the jobs of the embedded scheduler until none is left.';
  static override readonly hidden = true;

  protected override readonly logLevel = LOG_LEVELS.info;

  async run(): Promise<undefined> {
    const { flags } = await this.parse(Lead);
    // What the submission chose, whatever the variables of its surroundings say.
    const cluster = chooseCluster({ conf: this.typed('conf') ? flags.conf : undefined, state: flags.state });
    if (cluster.kind !== 'embedded')
      throw new SlurmError('USAGE', {
        problem: `${cluster.conf.file} names a controller, which schedules its own jobs.`,
        command: Lead.id,
      });
    const stop = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
    const { stateDir, conf } = cluster;
    await leadUntilIdle({ stateDir, conf, log: this.log, signal: stop.signal });
  }
}
