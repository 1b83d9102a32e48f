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
    const { client, requests } = answering(200, '{"errors":[],"jobs":[]}');
    await client.jobsSince('', 2);
    await client.jobsSince('v1', 0, ['job_id', 'name']);
    expect(requests.map(({ url, headers }) => [new URL(url).search, headers['cache-control']])).toEqual([
      ['?since=', 'max-age=2'],
      ['?since=v1&fields=job_id%2Cname', undefined],
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
