import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as slides from '../inet/slides.ts';
import { answersIn } from '../raw-client.ts';
import { buildProgram, type Program } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await buildProgram();
}, 300_000);
afterAll(() => program.dispose());

/** Types a line into bash, as on the slides; `slurmrestd` is this program. */
async function type(line: string, cluster: { FAKE_JOB?: string; FAKE_JOB_ID?: string } = {}) {
  const env = { ...program.env, ...cluster };
  const shell = program.start('bash', ['-c', line], { env });
  shell.child.stdin?.end();
  const code = await shell.exited;
  const answers = answersIn(shell.stdout());
  expect(answers).toHaveLength(1);
  return { ...answers[0]!, code, stderr: shell.stderr() };
}

/** Keeps a request in the file `demo`, as on the slides. */
function keep(request: string): void {
  writeFileSync(path.join(program.folder, 'demo'), request);
}

describe('a line of the slides', { timeout: 300_000 }, () => {
  test('diagnostics', async () => {
    const answer = await type(
      String.raw`echo -e "GET /slurm/v1/diag HTTP/1.1\r\nAccept: */*\r\n" | slurmrestd`,
    );
    expect([answer.status, answer.code]).toEqual([200, 0]);
    expect(JSON.parse(answer.body)).toMatchObject({ parts_packedg: 1 });
    expect(answer.stderr).toMatch(/^slurmrest: operations_router: \/slurm\/v1\/diag for pipe:\[\d+\]\n$/);
  });

  test('diagnostics of another configuration, by whole URL', async () => {
    writeFileSync(path.join(program.folder, 'slurm.token.conf'), 'ClusterName=linux\n');
    const line = String.raw`echo -e "GET http://localhost/slurm/v1/diag HTTP/1.1\r\nAccept: */*\r\n" | slurmrestd -f slurm.token.conf`;
    const answer = await type(line);
    expect([answer.status, answer.code]).toEqual([200, 0]);
    expect(answer.stderr).toMatch(/_on_url: URL Schema currently not supported for pipe:\[\d+\]\n/);
    expect(answer.stderr).toMatch(/_on_url: URL host currently not supported for pipe:\[\d+\]\n/);
  });

  test('diagnostics as YAML', async () => {
    const line = String.raw`echo -e "GET http://localhost/slurm/v1/diag HTTP/1.1\r\nAccept: text/yaml\r\n" | slurmrestd`;
    expect((await type(line)).body).toMatch(/^%YAML 1\.1\n---\n!!str parts_packedg: !!int 1\n/);
  });

  test('diagnostics with a header too late', async () => {
    const line = String.raw`echo -e 'GET /slurm/v1/diag HTTP/1.1\n\nACCEPT: text/json\r\n\r\n' | slurmrestd`;
    expect(await type(line)).toMatchObject({ status: 200, code: 0 });
  });

  test('a job, with one backslash too many', async () => {
    const line = String.raw`echo -e 'GET /slurm/v1/job/2203 HTTP/1.1\\nACCEPT: text/json\r\n\r\n' | slurmrestd`;
    const answer = await type(line, { FAKE_JOB: '2203' });
    expect(answer).toMatchObject({ status: 200, code: 0, headers: { 'content-type': 'text/json' } });
    expect(answer.body).toMatch(/^\{"account":"test","accrue_time":/);
  });

  test.each([
    ['a job', 'slurmrestd 2>/dev/null < demo', slides.SUBMIT, 115],
    ['a heterogeneous job', 'slurmrestd < demo', slides.SUBMIT_HET, 118],
    ['an array', 'slurmrestd < demo', slides.SUBMIT_ARRAY, 1202],
  ])('submitting %s', async (_, line, request, jobId) => {
    keep(request);
    const answer = await type(line, { FAKE_JOB_ID: String(jobId) });
    expect([answer.status, answer.code, answer.body]).toEqual([200, 0, slides.submitted(jobId)]);
    expect(answer.headers['content-length']).toBe(String(slides.submitted(jobId).length));
  });

  test('cancelling a job', async () => {
    keep(slides.CANCEL);
    const answer = await type('slurmrestd < demo', { FAKE_JOB: '2202' });
    expect([answer.status, answer.code]).toEqual([200, 0]);
    expect(answer.body).toBe('%YAML 1.1\n---\n!!str errors: !!seq []\n...\n');
    expect(answer.headers['content-length']).toBe('41');
  });
});
