import { v0 } from '../../../src/api/v0/index.ts';
import { v1 } from '../../../src/api/v1/index.ts';
import type { Connection } from '../../../src/engine/connection.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import type { AnswerFields } from '../../../src/engine/message.ts';
import { documents } from '../../../src/engine/openapi/documents.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { DIRECT, trustKernel } from '../../engine/caller.ts';
import { conformanceCheck } from '../../engine/conformance.ts';
import { FakeScheduler } from '../../engine/fake-scheduler.ts';

export interface Answer {
  readonly status: number;
  readonly headers: AnswerFields;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever there is
  readonly json: any;
}

interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly connection?: Connection;
}

const checks = new Map<string, Promise<ReturnType<typeof conformanceCheck>>>();

/** The check that answers of a version are what its OpenAPI document says. */
function versionCheck(version: string): Promise<ReturnType<typeof conformanceCheck>> {
  const check = checks.get(version) ?? documents([], v0)(version).then(conformanceCheck);
  checks.set(version, check);
  return check;
}

/** An engine with the versioned API on a cluster in memory, whose every answer is checked against its OpenAPI document. */
export function versionedFixture() {
  const scheduler = new FakeScheduler();
  const fetch = createEngine({
    scheduler,
    operations: v1,
    dialects: v0,
    authenticators: [trustKernel],
    log: SILENT,
  });
  async function send(
    method: string,
    path: string,
    { headers = {}, body, connection }: Sent = {},
  ): Promise<Answer> {
    const request = new Request(`http://localhost${path}`, {
      method,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const response = await fetch(request, connection ?? DIRECT);
    const text = await response.text();
    const [, version] = /(v0\.0\.4[2-5])\//.exec(path) ?? [];
    if (text !== '' && version) (await versionCheck(version))(method, path, response, text);
    const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }
  return { scheduler, send };
}
