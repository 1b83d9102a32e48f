import { describe, expect, test } from 'vitest';
import { AnswerError } from '../../src/client/answer-error.ts';
import { Client } from '../../src/client/client.ts';
import type { ClientRequest } from '../../src/client/transport.ts';
import { SlurmError } from '../../src/slurm/error.ts';
import { EXIT } from '../../src/slurm/error-table.ts';

/** A client whose requests are kept and answered alike. */
function answering(status: number, body: string) {
  const requests: ClientRequest[] = [];
  const send = async (request: ClientRequest) => {
    requests.push(request);
    return new Response(body, { status });
  };
  const transport = { name: 'test', base: 'http://host/prefix', send, async close() {} };
  return { client: new Client(transport, async () => ({ 'X-SLURM-USER-NAME': 'nate' })), requests };
}

const error = (error_code: number, error = 'No.') =>
  JSON.stringify({ errors: [{ error, error_code, source: 's' }] });

describe('a client', () => {
  test('sends its headers, encodes ids and keeps the prefix of its address', async () => {
    const { client, requests } = answering(200, '{"errors":[]}');
    await client.cancel('1202_[3-5]', { signal: 'USR1', scope: 'batch' });
    await client.job('118+1');
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'DELETE http://host/prefix/slurm/v1/job/1202_%5B3-5%5D?signal=USR1&batch=true',
      'GET http://host/prefix/slurm/v1/job/118%2B1',
    ]);
    expect(requests[0]!.headers['x-slurm-user-name']).toBe('nate');
  });

  test('asks again for what has changed only, and says how old an answer may be', async () => {
    let etag = '"1"';
    const requests: ClientRequest[] = [];
    const send = async (request: ClientRequest) => {
      requests.push(request);
      if (request.headers['if-none-match'] === etag) return new Response(null, { status: 304 });
      return new Response('{"errors":[],"jobs":[]}', { headers: { ETag: etag } });
    };
    const client = new Client(
      { name: 'test', base: 'http://host', send, async close() {} },
      async () => ({}),
    );
    const first = await client.jobsAgain(2);
    expect(await client.jobsAgain(0)).toBe(first);
    etag = '"2"';
    expect(await client.jobsAgain(2)).not.toBe(first);
    expect(requests.map(({ headers }) => [headers['cache-control'], headers['if-none-match']])).toEqual([
      ['max-age=2', undefined],
      [undefined, '"1"'],
      ['max-age=2', '"1"'],
    ]);
  });

  test.each([
    [404, 2017, EXIT.notFound],
    [400, 2017, EXIT.usage],
    [403, 9008, EXIT.denied],
    [403, 1, EXIT.denied],
    [504, 1, EXIT.unreachable],
    [500, 1, EXIT.failed],
    [200, 1, EXIT.failed],
  ])('ends status %i with error %i as exit code %i', async (status, code, exit) => {
    const { client } = answering(status, error(code));
    await expect(client.ping()).rejects.toMatchObject({
      message: 'No.',
      errno: code,
      source: 's',
      exitCode: exit,
    });
    await expect(client.ping()).rejects.toBeInstanceOf(AnswerError);
  });

  test('says who does not speak the API', async () => {
    const { client } = answering(502, '<html>Bad gateway</html>');
    const failure: unknown = await client.ping().catch((error) => error);
    expect(failure).toBeInstanceOf(SlurmError);
    expect((failure as SlurmError).message).toContain(
      'test answered /slurm/v1/ping with status 502 and no JSON',
    );
  });
});
