import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EchoDaemon, echoDaemon } from './echo-daemon.ts';
import { answersIn, send, statusesIn } from './raw-client.ts';

/** Waits as long as a starved machine takes to send a request. */
let patient: EchoDaemon;
/** Gives up at once; only for those who never finish, since anybody else may be late too. */
let hasty: EchoDaemon;
beforeAll(async () => {
  patient = await echoDaemon();
  hasty = await echoDaemon({ limits: { headMs: 1000, requestMs: 1500 } });
});
afterAll(() => {
  patient.close();
  hasty.close();
});

const get = (lines: string) => `GET /x HTTP/1.1\r\n${lines}\r\nConnection: close\r\n\r\n`;
const post = (lines: string, body: string) => `POST /x HTTP/1.1\r\nHost: a\r\n${lines}\r\n\r\n${body}`;
const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';

/** What a network client may send and what it gets: the status codes of all answers on the connection. */
const CASES: Record<string, [bytes: string, statuses: number[]]> = {
  // Well-formed
  'a plain request': [get('Host: a'), [200]],
  'an absolute-form target': ['GET http://b/x HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n', [200]],
  'HTTP/1.0 without Host': ['GET /x HTTP/1.0\r\n\r\n', [200]],
  'OPTIONS *': ['OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', [204]],
  'two pipelined requests': [`GET /1 HTTP/1.1\r\nHost: a\r\n\r\n${get('Host: a')}`, [200, 200]],
  'a chunked body': [post('Connection: close\r\nTransfer-Encoding: chunked', '3\r\nabc\r\n0\r\n\r\n'), [200]],
  // Host
  'no Host': [get('Accept: */*'), [400]],
  'two Hosts': [get('Host: a\r\nHost: a'), [400]],
  'an empty Host': [get('Host:'), [400]],
  'a Host with a user': [get('Host: me@a'), [400]],
  'a Host with a path': [get('Host: a/b'), [400]],
  // Framing
  'Content-Length and Transfer-Encoding': [
    post('Content-Length: 5\r\nTransfer-Encoding: chunked', `0\r\n\r\n${SMUGGLED}`),
    [400],
  ],
  'Transfer-Encoding and Content-Length': [
    post('Transfer-Encoding: chunked\r\nContent-Length: 5', `0\r\n\r\n${SMUGGLED}`),
    [400],
  ],
  'two Content-Lengths': [post('Content-Length: 3\r\nContent-Length: 3', 'abc'), [400]],
  'Content-Length: +3': [post('Content-Length: +3', 'abc'), [400]],
  'Content-Length: 3, 3': [post('Content-Length: 3, 3', 'abc'), [400]],
  'Content-Length: 0x3': [post('Content-Length: 0x3', 'abc'), [400]],
  'Transfer-Encoding: xchunked': [post('Transfer-Encoding: xchunked', `0\r\n\r\n${SMUGGLED}`), [501]],
  'Transfer-Encoding: gzip, chunked': [
    post('Transfer-Encoding: gzip, chunked', `0\r\n\r\n${SMUGGLED}`),
    [501],
  ],
  'Transfer-Encoding: identity': [post('Transfer-Encoding: identity', SMUGGLED), [501]],
  'Transfer-Encoding of HTTP/1.0': [
    'POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    [400],
  ],
  'a space before the colon': [
    post('Transfer-Encoding : chunked\r\nContent-Length: 5', `0\r\n\r\n${SMUGGLED}`),
    [400],
  ],
  'a chunk size below zero': [post('Transfer-Encoding: chunked', '-1\r\na\r\n0\r\n\r\n'), [400]],
  'a chunk size past 64 bits': [
    post('Transfer-Encoding: chunked', `${'f'.repeat(17)}\r\na\r\n0\r\n\r\n`),
    [400],
  ],
  'a chunk longer than its size': [post('Transfer-Encoding: chunked', '1\r\nabc\r\n0\r\n\r\n'), [400]],
  'bare LF in chunks': [post('Transfer-Encoding: chunked', '3\nabc\n0\n\n'), [400]],
  'a huge chunk extension': [
    post('Transfer-Encoding: chunked', `1;${'x'.repeat(40_000)}\r\na\r\n0\r\n\r\n`),
    [400],
  ],
  // Lines
  'bare LF after a header': ['GET /x HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', [400]],
  'bare CR in a header': [get('Host: a\r\nX: a\rb'), [400]],
  'a folded header': [get('Host: a\r\nX: a\r\n b'), [400]],
  'NUL in a header': [get('Host: a\r\nX: a\0b'), [400]],
  'a header without a colon': [get('Host: a\r\nfoo'), [400]],
  'a space in front of the first header': ['GET /x HTTP/1.1\r\n Host: a\r\n\r\n', [400]],
  // Request line
  'HTTP/2.0 in clear': ['GET /x HTTP/2.0\r\nHost: a\r\n\r\n', [505]],
  'HTTP/0.9': ['GET /x\r\n\r\n', [505]],
  'HTTP/1.2': ['GET /x HTTP/1.2\r\nHost: a\r\n\r\n', [400]],
  'the HTTP/2 preface': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
  'an unknown method': ['FROB /x HTTP/1.1\r\nHost: a\r\n\r\n', [400]],
  'a tab for a space': ['GET\t/x HTTP/1.1\r\nHost: a\r\n\r\n', [400]],
  'a fragment': ['GET /x#y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', [400]],
  'a step up in the path': ['GET /slurm/../x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', [400]],
  'an encoded step up': ['GET /slurm/%2e%2E/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', [400]],
  'dots in a query': ['GET /x?/../ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', [200]],
  'a raw byte in the target': ['GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n', [400]],
  'a backslash in the path': ['GET /a\\b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', [400]],
  CONNECT: ['CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n', [405]],
  'a TLS greeting': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
  // Credentials
  'two user names': [get('Host: a\r\nX-SLURM-USER-NAME: me\r\nx-slurm-user-name: root'), [400]],
  'two tokens': [get('Host: a\r\nX-SLURM-USER-TOKEN: a\r\nX-SLURM-USER-TOKEN: b'), [400]],
  // Size
  'an endless target': [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, [431]],
  'endless headers': [get(`Host: a\r\nX: ${'x'.repeat(20_000)}`), [431]],
  'a thousand small headers': [get(`Host: a${'\r\nX: yyyyyyyyyyyyyyyyyy'.repeat(1000)}`), [431]],
  'a body announced too long': [post('Content-Length: 99999999999', 'x'), [413]],
  'only bare LFs': ['GET /x HTTP/1.1\nHost: a\n\n', [400]],
  'two thousand requests at once': [SMUGGLED.repeat(2000), [...Array.from({ length: 101 }, () => 200), 429]],
};

/** What never ends. */
const ENDLESS: Record<string, string> = {
  'a head': 'GET /x HTTP/1.1\r\nHost: a\r\n',
  'a body': post('Content-Length: 10', 'abc'),
  'a chunked body': post('Transfer-Encoding: chunked', '3\r\nabc\r\n'),
  silence: '',
};

async function expectAnswers(daemon: EchoDaemon, bytes: string, statuses: number[]): Promise<void> {
  const received = await send(daemon, bytes);
  expect(statusesIn(received)).toEqual(statuses);
  for (const { status, headers, body } of answersIn(received)) {
    expect(headers['date']).toBeTruthy();
    if (status < 400) continue;
    expect(JSON.parse(body)).toEqual({
      errors: [{ error: expect.stringMatching(/\S/), error_code: expect.any(Number), source: '' }],
    });
  }
}

describe('a socket answers', () => {
  test.concurrent.each(Object.entries(CASES))('%s', (_, [bytes, statuses]) =>
    expectAnswers(patient, bytes, statuses),
  );

  test.concurrent.each(Object.entries(ENDLESS))('%s that never ends', (_, bytes) =>
    expectAnswers(hasty, bytes, [408]),
  );
});
