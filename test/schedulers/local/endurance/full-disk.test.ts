import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EXIT } from '../../../../src/slurm/error-table.ts';
import { openCluster } from './cluster.ts';

test('where the store cannot grow, what does not fit is refused; the daemon and all it took stay', {
  timeout: 300_000,
}, async () => {
  const cluster = await openCluster(4);
  onTestFinished(() => cluster.dispose());
  const { folder, start, counted } = cluster;
  // A file may have 8 MiB: to the daemon that is the end of the disk.
  const daemon = start('sh', ['-c', `ulimit -f 16384; exec slurmrest serve unix:${folder}/socket`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await daemon.told(/listening on/);
  const submit = async (script: string) => {
    writeFileSync(join(folder, 'job.sh'), script);
    const submitted = start('slurmrest', ['submit', '--hold', '--url', `unix:${folder}/socket`, 'job.sh']);
    return { code: await submitted.exited, stdout: submitted.stdout(), stderr: submitted.stderr() };
  };

  expect(await submit('#!/bin/sh\n')).toMatchObject({ code: EXIT.ok, stdout: expect.stringContaining('1') });
  const large = `#!/bin/sh\n${'# all work and no play\n'.repeat(90_000)}`;
  expect(await submit(large)).toEqual({
    code: EXIT.failed,
    stdout: '',
    stderr: expect.stringMatching(/^slurmrest: No space left for .*nothing that was accepted is lost\.\n$/),
  });
  expect(await submit('#!/bin/sh\n')).toMatchObject({ code: EXIT.ok, stdout: expect.stringContaining('2') });
  expect(daemon.child.exitCode).toBeNull();
  await counted(2, 'PENDING');
});
