import { Type } from '@sinclair/typebox';
import { describe, expect, test } from 'vitest';
import { v1 } from '../../src/api/v1/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { defineOperation } from '../../src/engine/operation.ts';
import { SlurmError } from '../../src/slurm/error.ts';
import { SILENT } from '../../src/slurm/log.ts';
import { DIRECT, TCP, trustKernel } from './caller.ts';
import { engineFixture, errorOf } from './engine-fixture.ts';
import { FakeScheduler } from './fake-scheduler.ts';

const JSON_BODY = { 'Content-Type': 'application/json' };

describe('denial', () => {
  test.each(['/slurm/v1/ping', '/slurm/v1/job/submit', '/nowhere', '/openapi'])(
    '%s without credentials is 403',
    async (path) => {
      const { send } = engineFixture();
      const answer = await send('GET', path, { connection: TCP });
      expect(answer.status).toBe(403);
      expect(errorOf(answer).error).toContain('X-SLURM-USER-TOKEN');
    },
  );

  test('the body of a denied request is never read', async () => {
    const { fetch } = engineFixture();
    let read = false;
    const body = new ReadableStream(
      {
        pull(controller) {
          read = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request('http://localhost/slurm/v1/job/submit', {
      method: 'POST',
      headers: JSON_BODY,
      body,
      duplex: 'half',
    } as RequestInit);
    expect((await fetch(request, TCP)).status).toBe(403);
    expect(read).toBe(false);
  });

  test('an authenticator that refuses ends the search', async () => {
    const fetch = createEngine({
      scheduler: new FakeScheduler(),
      operations: v1,
      log: SILENT,
      authenticators: [
        {
          name: 'jwt',
          async authenticate(headers) {
            if (headers.has('x-slurm-user-token')) throw new SlurmError('NOT_AUTHENTICATED', {});
            return undefined;
          },
        },
        trustKernel,
      ],
    });
    const ping = (headers: HeadersInit) =>
      fetch(new Request('http://localhost/slurm/v1/ping', { headers }), DIRECT);
    expect((await ping({ 'X-SLURM-USER-TOKEN': 'bad' })).status).toBe(403);
    expect((await ping({})).status).toBe(200);
  });
});

describe('routing', () => {
  test('an unknown path is 404 and says where paths are listed', async () => {
    const { send } = engineFixture();
    const answer = await send('GET', '/slurm/v2/ping');
    expect([answer.status, errorOf(answer).error]).toEqual([
      404,
      'No such path: /slurm/v2/ping. GET /openapi lists every path of this API.',
    ]);
  });

  test.each(['//slurm/v1/ping', '/slurm/v1/ping//', '/slurm/v1/job/', '/slurm/v1/job/%ff', '/'])(
    '%s is 404',
    async (path) => {
      const { fetch } = engineFixture();
      expect((await fetch(new Request(`http://localhost${path}`), DIRECT)).status).toBe(404);
    },
  );

  test.each([
    ['POST', '/slurm/v1/ping', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/slurm/v1/job/1', 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['GET', '/slurm/v1/job/submit', 'POST, OPTIONS'],
    ['HEAD', '/slurm/v1/job/submit', 'POST, OPTIONS'],
    ['GET', '/slurm/v1/job/1/hold/', 'POST, OPTIONS'],
  ])('%s %s is 405 with Allow', async (method, path, allow) => {
    const { send } = engineFixture();
    const answer = await send(method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    expect(answer.text === '').toBe(method === 'HEAD');
  });

  test('OPTIONS names the methods and has no body', async () => {
    const { send } = engineFixture();
    const answer = await send('OPTIONS', '/slurm/v1/jobs');
    expect([answer.status, answer.headers.get('allow'), answer.text]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
      '',
    ]);
  });

  test('HEAD answers as GET without its body', async () => {
    const { send } = engineFixture();
    for (const path of ['/slurm/v1/diag', '/slurm/v1/jobs', '/slurm/v1/job/9', '/openapi']) {
      const head = await send('HEAD', path);
      const get = await send('GET', path);
      expect(head.text).toBe('');
      expect(head.status).toBe(get.status);
      expect([...head.headers]).toEqual([...get.headers]);
    }
  });

  test('every path answers with a trailing slash', async () => {
    const { scheduler, send } = engineFixture();
    scheduler.add({ job_id: 1, user_id: 1000 });
    for (const path of [
      '/slurm/v1/ping/',
      '/slurm/v1/jobs/',
      '/slurm/v1/job/1/',
      '/slurm/v1/node/host1/',
      '/openapi/',
    ])
      expect((await send('GET', path)).status, path).toBe(200);
  });
});

describe('answers', () => {
  test.each([
    ['*/*', 'application/json'],
    ['text/json', 'text/json'],
    ['application/x-yaml', 'application/x-yaml'],
    ['text/html, application/yaml;q=0.9, */*;q=0.1', 'application/yaml'],
  ])('Accept: %s is answered as %s', async (accept, type) => {
    const { send } = engineFixture();
    expect(
      (await send('GET', '/slurm/v1/ping', { headers: { Accept: accept } })).headers.get('content-type'),
    ).toBe(type);
  });

  test('nothing acceptable is 406, said in JSON', async () => {
    const { send } = engineFixture();
    const answer = await send('GET', '/slurm/v1/ping', { headers: { Accept: 'text/html' } });
    expect(answer.status).toBe(406);
    expect(errorOf(answer).error).toContain('text/html');
  });

  test('failures come in the negotiated type', async () => {
    const { send } = engineFixture();
    const answer = await send('GET', '/slurm/v1/job/9', { headers: { Accept: 'application/yaml' } });
    expect(answer.status).toBe(404);
    expect(answer.text).toMatch(
      /^%YAML 1\.1\n---\n!!str errors: !!seq\n {2}- !!map\n {4}!!str error: !!str "No job 9/,
    );
  });

  test('an unexpected exception is 500 with a reference, its story only in the log', async () => {
    const { scheduler, lines, send } = engineFixture();
    scheduler.failure = new Error('secret detail');
    const answer = await send('GET', '/slurm/v1/jobs');
    const reference = /\((\w+)\)/.exec(errorOf(answer).error)?.[1];
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(answer.text).not.toContain('.ts:');
    expect(lines[1]).toContain(`error: internal error ${reference}: Error: secret detail`);
  });

  test('an error of the scheduler keeps its status, number and source', async () => {
    const { scheduler, send } = engineFixture();
    scheduler.failure = new SlurmError(
      'ACCESS_DENIED',
      { who: 'nate', what: 'ping' },
      { source: 'REQUEST_PING' },
    );
    const answer = await send('GET', '/slurm/v1/ping');
    expect(answer.status).toBe(403);
    expect(errorOf(answer)).toMatchObject({ error_code: 2002, source: 'REQUEST_PING' });
  });
});

describe('bodies', () => {
  const submit = '/slurm/v1/job/submit';

  test.each([
    ['application/x-www-form-urlencoded', {}],
    ['text/plain', {}],
    ['application/json; charset=latin1', {}],
    ['application/json', { 'Content-Encoding': 'gzip' }],
  ])('%s %j is 415', async (type, headers) => {
    const { send } = engineFixture();
    const answer = await send('POST', submit, { headers: { 'Content-Type': type, ...headers }, body: '{}' });
    expect(answer.status).toBe(415);
  });

  test.each(['application/json; charset=utf-8', 'text/json', 'APPLICATION/JSON'])(
    '%s is read',
    async (type) => {
      const { send } = engineFixture();
      const answer = await send('PUT', '/slurm/v1/job/1', { headers: { 'Content-Type': type }, body: '{}' });
      expect(errorOf(answer).error).toContain('No job 1');
    },
  );

  test('a body without a type is taken for JSON', async () => {
    const { send } = engineFixture();
    const answer = await send('PUT', '/slurm/v1/job/1', { body: new TextEncoder().encode('{}') });
    expect(answer.status).toBe(404);
  });

  test('a body over the limit is 413, announced or not', async () => {
    const { fetch, send } = engineFixture({ limits: { bodyBytes: 100 } });
    const body = `{"script": "${'x'.repeat(100)}"}`;
    expect((await send('POST', submit, { headers: JSON_BODY, body })).status).toBe(413);
    const headers = { ...JSON_BODY, 'Content-Length': String(body.length) };
    const request = new Request(`http://localhost${submit}`, { method: 'POST', headers, body });
    expect((await fetch(request, DIRECT)).status).toBe(413);
  });

  test.each([
    ['{"job": {', '400', 'it ends where'],
    ['[]', '400', 'the body: must be an object, not a list'],
    ['', '400', 'it ends where a value is expected'],
    ['{"script": "#!/bin/sh"}', '400', 'job: is missing'],
    ['{"job": 5, "script": "#!/bin/sh"}', '400', 'job: must be an object or a list, not 5'],
    ['{"job": {}, "script": 5}', '400', 'script: must be a text, not 5'],
    ['{"job": {}, "script": "#!/bin/sh", "jobs": {}}', '400', 'Unknown field jobs. Did you mean job?'],
  ])('%s is %s: %s', async (body, status, message) => {
    const { send } = engineFixture();
    const answer = await send('POST', submit, { headers: JSON_BODY, body });
    expect(String(answer.status)).toBe(status);
    expect(errorOf(answer).error).toContain(message);
  });

  test('bytes that are not UTF-8 are refused', async () => {
    const { send } = engineFixture();
    const answer = await send('POST', submit, {
      headers: JSON_BODY,
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(errorOf(answer).error).toContain('not UTF-8');
  });

  test('a body that breaks off is the client’s fault', async () => {
    const { fetch, lines } = engineFixture();
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });
    const init = { method: 'POST', headers: JSON_BODY, body, duplex: 'half' } as RequestInit;
    expect((await fetch(new Request(`http://localhost${submit}`, init), DIRECT)).status).toBe(400);
    expect(lines.some((line) => line.startsWith('error:'))).toBe(false);
  });
});

test('control characters of a path do not reach the log', async () => {
  const { fetch, lines } = engineFixture();
  await fetch(new Request('http://localhost/\u001b[2J%0a'), DIRECT);
  expect(lines[0]).toMatch(/^operations_router: \/[\x20-\x7e]+ for direct$/);
});

test('query parameters are read by their schema', async () => {
  const operation = defineOperation({
    method: 'GET',
    path: '/x',
    operationId: 'x',
    summary: 'x',
    description: 'x',
    tags: ['x'],
    query: Type.Object({
      number: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      flag: Type.Optional(Type.Boolean()),
      words: Type.Optional(Type.Array(Type.String())),
    }),
    response: Type.Any(),
    async handler({ query }) {
      return query;
    },
  });
  const { send } = engineFixture({ operations: [operation] });
  expect((await send('GET', '/x?number=3&flag&words=a&words=b')).json).toEqual({
    number: 3,
    flag: true,
    words: ['a', 'b'],
  });
  const error = async (query: string) => errorOf(await send('GET', `/x?${query}`)).error;
  expect(await error('number=0')).toBe('number: must be a whole number between 1 and 9, not 0.');
  expect(await error('number=three')).toBe('number: must be a whole number between 1 and 9, not "three".');
  expect(await error('number=1&number=2')).toBe('number: is given twice.');
  expect(await error('nubmer=1')).toBe('Unknown field "nubmer" in the query. Did you mean number?');
});
