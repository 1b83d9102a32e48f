import { beforeEach, describe, expect, test } from 'vitest';
import { engineFixture } from '../../engine/engine-fixture.ts';
import { pipe } from './pipe.ts';
import * as slides from './slides.ts';

let fixture: ReturnType<typeof engineFixture>;
beforeEach(() => {
  fixture = engineFixture();
});

/** The one answer to what a slide pipes. */
async function answerTo(bytes: string) {
  const { answers, told, good } = await pipe(bytes, { fetch: fixture.fetch });
  expect(answers).toHaveLength(1);
  const [answer] = answers;
  return { ...answer!, told: [...told, ...fixture.lines], good };
}

describe('diagnostics', () => {
  test('with CRLF and a last bare LF, without Host', async () => {
    const { status, headers, body, good } = await answerTo(slides.DIAG);
    expect([status, good]).toEqual([200, true]);
    expect(headers['content-length']).toBe(String(body.length));
    expect(Object.keys(JSON.parse(body)).slice(0, 3)).toEqual([
      'parts_packedg',
      'req_timeg',
      'req_time_startg',
    ]);
    expect(fixture.lines).toEqual([expect.stringMatching(/^operations_router: \/slurm\/v1\/diag for \S+$/)]);
  });

  test('with a whole URL, whose scheme and host count for nothing', async () => {
    const { status, told } = await answerTo(slides.DIAG_ABSOLUTE);
    expect(status).toBe(200);
    expect(told).toEqual([
      expect.stringMatching(/^error: _on_url: URL Schema currently not supported for /),
      expect.stringMatching(/^error: _on_url: URL host currently not supported for /),
      expect.stringMatching(/^operations_router: \/slurm\/v1\/diag for /),
    ]);
  });

  test('as YAML', async () => {
    const { body } = await answerTo(slides.DIAG_YAML);
    expect(body).toMatch(/^%YAML 1\.1\n---\n!!str parts_packedg: !!int 1\n/);
  });

  test('with a header after the empty line', async () => {
    const { status, body, good } = await answerTo(slides.DIAG_LATE_HEADER);
    expect([status, good]).toEqual([200, true]);
    expect(body).toMatch(/^\{"parts_packedg":1,/);
  });
});

describe('jobs', () => {
  test('one, with a line end spelled out', async () => {
    fixture.scheduler.nextJobId = 2203;
    fixture.scheduler.add({ account: 'test' });
    const { status, headers, body } = await answerTo(slides.JOB_SPELLED_OUT);
    expect([status, headers['content-type']]).toEqual([200, 'text/json']);
    expect(body).toMatch(/^\{"account":"test","accrue_time":/);
  });

  test('cancelled', async () => {
    fixture.scheduler.nextJobId = 2202;
    fixture.scheduler.add({});
    const { status, body } = await answerTo(slides.CANCEL);
    expect([status, body]).toEqual([200, '%YAML 1.1\n---\n!!str errors: !!seq []\n...\n']);
  });

  test.each([
    ['one', slides.SUBMIT, 115],
    ['a heterogeneous one', slides.SUBMIT_HET, 118],
    ['an array', slides.SUBMIT_ARRAY, 1202],
  ])('submitted: %s', async (_, bytes, jobId) => {
    fixture.scheduler.nextJobId = jobId;
    const { status, body } = await answerTo(bytes);
    expect([status, body]).toEqual([200, slides.submitted(jobId)]);
  });
});
