import { openRunner } from '../../../../src/schedulers/local/run/open-runner.ts';
import type { Launch } from '../../../../src/schedulers/local/run/runner.ts';
import { launchOf } from './jobs.ts';

// A process that leads so many jobs until it is killed: it takes up what earlier ones of its kind left and
// starts what never ran. Arguments: folder, number of jobs, script.
const [folder = '', count = '0', script = ''] = process.argv.slice(2);
const runner = openRunner({ directory: `${folder}/run` });
process.stdout.write('leading\n');
for (let job = 1; job <= Number(count); job++) {
  void takeUp(launchOf(folder, String(job), script, { arguments: [String(job)] }));
}

async function takeUp(launch: Launch): Promise<void> {
  const { outcome } = await runner.adopt(launch.directory);
  if (outcome === 'never-started') await runner.start(launch);
}
