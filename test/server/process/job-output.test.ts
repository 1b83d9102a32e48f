import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersIn, open, send, untilClosed } from '../raw-client.ts';
import { buildProgram, type Program } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await buildProgram('embedded');
}, 300_000);
afterAll(() => program.dispose());

const get = (what: string) => `GET /slurm/v1/job/1/${what} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;

test('what a job writes is followed to its end, and can be read afterwards', {
  timeout: 300_000,
}, async () => {
  const socket = path.join(program.folder, 's');
  const script = path.join(program.folder, 'job.sh');
  const go = path.join(program.folder, 'go');
  writeFileSync(script, `#!/bin/sh\necho first\nuntil [ -e ${go} ]; do sleep 0.1; done\necho last\n`);
  const daemon = program.start('slurmrest', ['serve', `unix:${socket}`]);
  await daemon.told(/listening on/);
  const output = path.join(program.folder, 'out-%j');
  const submitted = program.start('slurmrest', [
    'submit',
    '--url',
    `unix:${socket}`,
    '--output',
    output,
    script,
  ]);
  expect(await submitted.exited).toBe(0);

  let answer: string;
  do answer = await send({ path: socket }, get('stdout'));
  while (!answer.includes('first'));
  const listener = await open({ path: socket });
  listener.write(get('stdout?follow=true'));
  await once(listener, 'readable');
  writeFileSync(go, '');
  const heard = await untilClosed(listener);
  expect(heard).toMatch(/first\n.*last\n\r\n0\r\n\r\n$/s);

  const [whole] = answersIn(await send({ path: socket }, get('stdout')));
  expect([whole?.status, whole?.body]).toEqual([200, 'first\nlast\n']);
});
