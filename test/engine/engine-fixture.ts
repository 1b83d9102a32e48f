import { v1 } from '../../src/api/v1/index.ts';
import type { Connection } from '../../src/engine/connection.ts';
import { createEngine, type Limits } from '../../src/engine/engine.ts';
import type { AnswerFields } from '../../src/engine/message.ts';
import { openapiDocument } from '../../src/engine/openapi/document.ts';
import { openapiOperations } from '../../src/engine/openapi/operations.ts';
import type { Operation } from '../../src/engine/operation.ts';
import type { Log } from '../../src/slurm/log.ts';
import { DIRECT, trustKernel } from './caller.ts';
import { conformanceCheck } from './conformance.ts';
import { FakeScheduler } from './fake-scheduler.ts';

export interface Answer {
  readonly status: number;
  readonly headers: AnswerFields;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly json: unknown;
}

export interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly connection?: Connection;
}

/** The document of the engine's own API. */
function ownDocument(operations: readonly Operation[]): object {
  const all = [...operations, ...openapiOperations(operations)];
  return openapiDocument(all, { version: '1', summary: '', description: '' });
}

const checks = new Map<readonly Operation[], ReturnType<typeof conformanceCheck>>();

/** An engine on a fake scheduler, whose every answer is checked against its OpenAPI document. */
export function engineFixture(options: { operations?: readonly Operation[]; limits?: Partial<Limits> } = {}) {
  const operations = options.operations ?? v1;
  const scheduler = new FakeScheduler();
  const lines: string[] = [];
  const log: Log = {
    error: (message) => lines.push(`error: ${message}`),
    info: (message) => lines.push(message),
    verbose() {},
    debug() {},
  };
  const fetch = createEngine({
    scheduler,
    operations,
    authenticators: [trustKernel],
    log,
    ...(options.limits && { limits: options.limits }),
  });
  const check = checks.get(operations) ?? conformanceCheck(ownDocument(operations));
  checks.set(operations, check);

  async function send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const request = new Request(`http://localhost${path}`, {
      method,
      ...(sent.headers && { headers: sent.headers }),
      ...(sent.body !== undefined && { body: sent.body }),
    });
    const response = await fetch(request, sent.connection ?? DIRECT);
    const text = await response.text();
    if (text !== '') check(method, path, response, text);
    const json =
      response.headers.get('content-type')?.endsWith('json') && text !== '' ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }
  return { scheduler, lines, fetch, send };
}

/** The one error of a failure. */
export function errorOf(answer: Answer): { error: string; error_code: number; source: string } {
  const { errors } = answer.json as { errors: { error: string; error_code: number; source: string }[] };
  return errors[0]!;
}
