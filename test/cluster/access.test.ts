import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSlurmctldScheduler, type SlurmctldScheduler } from '../../src/schedulers/slurmctld/scheduler.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { readSlurmConf } from '../../src/slurm/slurm-conf.ts';
import { openClusterEngine, USERS, type User } from './engine.ts';
import { cluster, daemon, eventually, slurm, token } from './slurm.ts';

const SLURM_USER = 64_030;
const opened: SlurmctldScheduler[] = [];

/** What a daemon running as the user opens: credentials are made with its effective ids. */
async function schedulerOf(uid: number, conf = cluster.conf): Promise<SlurmctldScheduler> {
  become(uid);
  const scheduler = await openSlurmctldScheduler({ conf: readSlurmConf(conf), log: SILENT });
  opened.push(scheduler);
  return scheduler;
}

function become(uid: number): void {
  process.seteuid!(0);
  process.setegid!(uid);
  process.seteuid!(uid);
}

afterEach(async () => {
  become(0);
  for (const scheduler of opened.splice(0)) await scheduler.close();
});
afterAll(async () => {
  for (const user of ['root', 'alice', 'bob']) await slurm('scancel', [`--user=${user}`]);
});

const caller = (name: User): Caller => ({ uid: USERS[name], gid: USERS[name], name, credential: 'local' });
const submission = {
  jobs: [{ name: 'who', work_dir: cluster.jobs, priority: 0, environment: ['PATH=/usr/bin:/bin'] }],
  script: '#!/bin/sh\nid -un\n',
} as const;

async function ownerOf(jobId: number): Promise<string> {
  become(0);
  return (await slurm('squeue', ['--noheader', '--format=%u', `--jobs=${jobId}`])).trim();
}

describe('a request runs as its user', () => {
  const withoutMunge = () => {
    const file = `${cluster.folder}/etc/no-munge.conf`;
    writeFileSync(
      file,
      readFileSync(cluster.conf, 'utf8').replace(/^AuthInfo=.*$/m, 'AuthInfo=socket=/nowhere'),
    );
    return file;
  };

  test.each(['root', 'alice', 'bob'] as const)('root acts for %s by munge', async (user) => {
    const scheduler = await schedulerOf(0);
    const { jobId } = await scheduler.submit(caller(user), submission);
    expect(await ownerOf(jobId)).toBe(user);
  });

  test.each(['alice', 'bob'] as const)('root acts for %s by the key of auth/jwt', async (user) => {
    const scheduler = await schedulerOf(0, withoutMunge());
    const { jobId } = await scheduler.submit(caller(user), submission);
    expect(await ownerOf(jobId)).toBe(user);
  });

  test('SlurmUser acts for others by the key of auth/jwt', async () => {
    const scheduler = await schedulerOf(SLURM_USER, withoutMunge());
    const { jobId } = await scheduler.submit(caller('bob'), submission);
    expect(await ownerOf(jobId)).toBe('bob');
  });

  test('an ordinary user acts for nobody else, but on a token of theirs', async () => {
    const ofBob = await token('bob');
    const scheduler = await schedulerOf(USERS.alice);
    const { jobId } = await scheduler.submit(caller('alice'), submission);
    for (const user of ['root', 'bob'] as const) {
      await expect(scheduler.submit(caller(user), submission)).rejects.toMatchObject({
        code: 'IDENTITY_UNAVAILABLE',
      });
      await expect(scheduler.jobs(caller(user))).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    }
    const withToken: Caller = { ...caller('bob'), credential: 'token', token: ofBob };
    const { jobId: other } = await scheduler.submit(withToken, submission);
    expect(await ownerOf(jobId)).toBe('alice');
    expect(await ownerOf(other)).toBe('bob');
  });

  test('a token is not good for another user, nor a forged one for anybody, whoever asks beside', async () => {
    const scheduler = await schedulerOf(0);
    const ofBob = await token('bob');
    const as = (name: User, jwt: string): Caller => ({ ...caller(name), credential: 'token', token: jwt });
    const forged = `${ofBob.slice(0, -8)}AAAAAAAA`;
    for (const bad of [as('alice', ofBob), as('root', ofBob), as('bob', forged)]) {
      await expect(scheduler.submit(bad, submission)).rejects.toMatchObject({ status: 403 });
      // What checks the tokens of a daemon must not be answered by what somebody else was told.
      const [, refused] = await Promise.allSettled([
        scheduler.confirm(as('bob', ofBob)),
        scheduler.confirm(bad),
        scheduler.confirm(as('bob', ofBob)),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', reason: { status: 403 } });
    }
    await scheduler.confirm(as('bob', ofBob));
  });

  test('whom the cluster does not know is refused, or is what the kernel says', async () => {
    const scheduler = await schedulerOf(0);
    const stranger: Caller = { uid: 54_399, gid: 54_399, name: '54399', credential: 'local' };
    const submitted = await scheduler
      .submit(stranger, submission)
      .catch((error: { status: number }) => error);
    if ('status' in submitted) expect([400, 403]).toContain(submitted.status);
    else {
      const { jobId } = submitted;
      expect((await slurm('squeue', ['--noheader', '--format=%U', `--jobs=${jobId}`])).trim()).toBe('54399');
      await slurm('scancel', [String(jobId)]);
    }
  });
});

describe('PrivateData=jobs', () => {
  let before = '';
  beforeAll(async () => {
    before = readFileSync(cluster.conf, 'utf8');
    appendFileSync(cluster.conf, '\nPrivateData=jobs\n');
    await slurm('scontrol', ['reconfigure']);
    await eventually('the new configuration', async () =>
      /PrivateData\s*=\s*jobs/.test(await slurm('scontrol', ['show', 'config'])),
    );
  });
  afterAll(async () => {
    writeFileSync(cluster.conf, before);
    await slurm('scontrol', ['reconfigure']);
    await eventually('the old configuration', async () =>
      /PrivateData\s*=\s*none/.test(await slurm('scontrol', ['show', 'config'])),
    );
  });

  test("nobody sees another's jobs, whatever was fetched for whom before", async () => {
    const { send, close } = await openClusterEngine();
    const body = {
      job: { name: 'secret', hold: true, current_working_directory: cluster.jobs },
      script: '#!/bin/sh\n',
    };
    const { job_id } = (await send('POST', '/slurm/v1/job/submit', { body })).json;
    const seen = async (as: User) =>
      (await send('GET', '/slurm/v1/jobs', { as })).json.jobs.some(
        (job: { job_id: number }) => job.job_id === job_id,
      );
    for (let round = 0; round < 3; round++) {
      expect(await Promise.all([seen('alice'), seen('bob'), seen('root'), seen('bob')])).toEqual([
        true,
        false,
        true,
        false,
      ]);
    }
    const etag = (await send('GET', '/slurm/v1/jobs', { as: 'root' })).headers.get('etag')!;
    const answer = await send('GET', '/slurm/v1/jobs', { as: 'bob', headers: { 'If-None-Match': etag } });
    expect(answer.status).toBe(200);
    expect((await send('GET', `/slurm/v1/job/${job_id}`, { as: 'bob' })).status).toBe(404);
    expect((await send('GET', `/slurm/v1/job/${job_id}`)).status).toBe(200);
    await close();
  });
});

describe('slurmctld', () => {
  test('restarted under load is a 502 to 504 while it is away, and then answers again by itself', async () => {
    const { send, close } = await openClusterEngine();
    const statuses = new Set<number>();
    let stopped = false;
    const client = async (path: string) => {
      while (!stopped) statuses.add((await send('GET', path)).status);
    };
    const load = ['jobs', 'nodes', 'partitions', 'diag', 'jobs', 'job/67000000'].map((path) =>
      client(`/slurm/v1/${path}`),
    );
    await eventually('answers', async () => statuses.has(200) && statuses.has(404));
    await daemon('kill', 'slurmctld');
    await eventually('failures', async () => [502, 503, 504].some((status) => statuses.has(status)));
    const down = (await send('GET', '/slurm/v1/ping')).json;
    expect(down.ping.ping).toBe('DOWN');
    await daemon('start', 'slurmctld');
    await eventually('answers again', async () => (await send('GET', '/slurm/v1/jobs')).status === 200);
    stopped = true;
    await Promise.all(load);
    expect([...statuses].filter((status) => ![200, 404, 502, 503, 504].includes(status))).toEqual([]);
    for (const path of ['jobs', 'nodes', 'partitions', 'diag', 'ping'])
      expect((await send('GET', `/slurm/v1/${path}`)).status).toBe(200);
    await close();
  });
});
