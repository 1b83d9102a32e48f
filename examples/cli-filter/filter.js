// A cli_filter in JavaScript: slurmrest serve --cli-filter examples/cli-filter/filter.js
//
// Options have the names of sbatch's long options and take what sbatch takes. The hooks may be async. A text that a
// hook returns refuses the job, and the user reads it.

/** What counts where the user says nothing. */
export function setup_defaults(options) {
  options['time'] = '1:00:00';
}

/** Called for each job, array, or component of a het job. */
export function pre_submit(options, { user, offset, log }) {
  if (options['account'] === undefined) return `${user.name}, name the account that pays: --account.`;
  if (options['gpus'] !== undefined && options['partition'] !== 'gpu') {
    options['partition'] = 'gpu';
    log.info(`Component ${offset} asks for GPUs, so it goes to partition gpu.`);
  }
}

/** Called once the job has its id. */
export function post_submit(jobId, { user, log }) {
  log.verbose(`job ${jobId} of ${user.name}`);
}
