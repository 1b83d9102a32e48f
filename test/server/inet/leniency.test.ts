import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ApiRequest, EngineResponse } from '../../../src/engine/message.ts';
import type { Echo } from '../echo-daemon.ts';
import { pipe } from './pipe.ts';

/** What reaches the engine of each request: method, path, body. */
async function reach(input: string): Promise<string[]> {
  const { answers } = await pipe(input);
  return answers.map(({ status, body }) => {
    if (status !== 200) return String(status);
    const echo: Echo = JSON.parse(body);
    return `${echo.method} ${echo.path} ${echo.body}`.trim();
  });
}

const CHUNKED = 'POST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n';

describe('a pipe answers', () => {
  test.each<[string, string, string[]]>([
    ['a strict request', 'GET /a HTTP/1.1\r\nHost: b\r\n\r\n', ['GET /a']],
    ['no Host', 'GET /a HTTP/1.1\r\n\r\n', ['GET /a']],
    ['bare line feeds', 'GET /a HTTP/1.1\nAccept: */*\n\n', ['GET /a']],
    ['a last header ended by a bare line feed', 'GET /a HTTP/1.1\r\nAccept: */*\r\n\n', ['GET /a']],
    ['a request line alone', 'GET /a HTTP/1.1\n', ['GET /a']],
    ['HTTP/0.9', 'GET /a\n', ['GET /a']],
    ['HTTP/1.0', 'GET /a HTTP/1.0\n\n', ['GET /a']],
    ['headers in any case', 'POST /a HTTP/1.1\ncOnTeNt-LeNgTh: 2\n\nhi', ['POST /a hi']],
    ['empty lines before and after', '\n\r\n\nGET /a HTTP/1.1\n\n\n\n\r\n', ['GET /a']],
    ['spelled-out line ends', 'GET /a HTTP/1.1\\r\\nX: y\\r\\n\n', ['GET /a']],
    ['a backslash in a query', 'GET /a?b=\\n HTTP/1.1\n\n', ['GET /a?b=\\n']],
    ['a header in front of a request', 'X: y\nGET /a HTTP/1.1\n\n', ['GET /a']],
    ['a header after the empty line', 'GET /a HTTP/1.1\n\nX: y\r\n\r\n', ['GET /a']],
    ['a body cut at its length', 'POST /a HTTP/1.1\nContent-Length: 2\n\nhi\nthere', ['POST /a hi', '400']],
    ['a body with a final line feed', 'POST /a HTTP/1.1\nContent-Length: 2\n\nhi\n', ['POST /a hi']],
    [
      'a whole object shorter than announced',
      'POST /a HTTP/1.1\nContent-Length: 9\n\n{"a":1}\n',
      ['POST /a {"a":1}'],
    ],
    ['chunks', `${CHUNKED}2\r\nhi\r\n0\r\n\r\n`, ['POST /a hi']],
    ['chunks with bare line feeds', `${CHUNKED}2\nhi\n3;x=y\n yo\n0\nTrailer: z\n\n`, ['POST /a hi yo']],
    [
      'several requests',
      'GET /a HTTP/1.1\n\nPOST /b HTTP/1.1\nContent-Length: 2\n\nhiGET /c HTTP/1.1\n\n',
      ['GET /a', 'POST /b hi', 'GET /c'],
    ],
    [
      'a request after a denied one',
      'POST /denied HTTP/1.1\nContent-Length: 2\n\nhiGET /c HTTP/1.1\n\n',
      ['403', 'GET /c'],
    ],
    ['nothing', '', []],
    ['empty lines only', '\n\r\n\n', []],
  ])('%s', async (_, input, reached) => {
    expect(await reach(input)).toEqual(reached);
  });
});

describe('a pipe refuses', () => {
  test.each<[string, string, number]>([
    ['what is no HTTP', 'hello\n', 400],
    ['half a request line', 'GET /a HTT', 400],
    ['half a body', 'POST /a HTTP/1.1\nContent-Length: 9\n\nhi', 400],
    ['half an object', 'POST /a HTTP/1.1\nContent-Length: 9\n\n{"a":', 400],
    ['half a chunk', `${CHUNKED}9\nhi`, 400],
    ['a chunk size that is none', `${CHUNKED}x\nhi\n0\n\n`, 400],
    ['two framings', 'POST /a HTTP/1.1\nContent-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n', 400],
    ['a folded header', 'GET /a HTTP/1.1\nX: y\n z\n\n', 400],
    ['a body announced too long', 'POST /a HTTP/1.1\nContent-Length: 999999999999\n\n', 413],
    ['an endless header', `GET /a HTTP/1.1\nX: ${'y'.repeat(20_000)}\n\n`, 431],
    ['an endless request line', `GET /${'a'.repeat(20_000)} HTTP/1.1\n\n`, 431],
    ['endless headers', `GET /a HTTP/1.1\n${'X: y\n'.repeat(10_000)}\n`, 431],
  ])('%s', async (_, input, status) => {
    const { answers, good } = await pipe(input);
    expect(answers.map((answer) => answer.status)).toEqual([status]);
    expect(JSON.parse(answers[0]?.body ?? '')).toEqual({ errors: [expect.objectContaining({ source: '' })] });
    expect(good).toBe(false);
  });
});

test('bodies keep every byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const head = `POST /a HTTP/1.1\nContent-Length: ${bytes.length}\n\n`;
  const fetch = async (request: ApiRequest) =>
    new EngineResponse(Buffer.from((await request.arrayBuffer()) as Uint8Array).toString('hex'));
  const { answers } = await pipe(Buffer.concat([Buffer.from(head), bytes]), { fetch });
  expect(answers[0]?.body).toBe(bytes.toString('hex'));
});

test('what was left out is told', async () => {
  const { told } = await pipe('GET /a HTTP/1.1\n\nACCEPT: text/json\n\n');
  expect(told).toEqual(['error: left out in front of a request: ACCEPT: text/json']);
});

test('a request waits for the answer to the one before it', async () => {
  let busy = 0;
  const fetch = async () => {
    busy += 1;
    await new Promise((resolve) => setImmediate(resolve));
    const concurrent = busy;
    busy -= 1;
    return new EngineResponse(String(concurrent));
  };
  const { answers } = await pipe('GET /a HTTP/1.1\n\n'.repeat(50), { fetch });
  expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 50 }, () => '1'));
});

test('the user of the process is the user of its pipe', async () => {
  const { answers } = await pipe('GET /a HTTP/1.1\n\n');
  const user = { uid: process.getuid?.(), gid: process.getgid?.() };
  expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ transport: 'pipe', user });
});

test('it does not matter how the bytes arrive', async () => {
  const input = `GET /a HTTP/1.1\r\n\nPOST /b HTTP/1.1\nContent-Length: 2\n\nhi${CHUNKED}2\nhi\n0\n\nGET /c HTTP/1.1\n\n`;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      async (pieces) => {
        const { answers } = await pipe(input, { pieces });
        expect(answers.map(({ body }) => JSON.parse(body).path)).toEqual(['/a', '/b', '/a', '/c']);
      },
    ),
    { numRuns: 50 },
  );
});
