import { v0 } from '../../../src/api/v0/index.ts';
import { v1 } from '../../../src/api/v1/index.ts';
import type { Connection } from '../../../src/engine/connection.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { SILENT } from '../../../src/slurm/log.ts';
import { DIRECT, trustKernel } from '../../engine/caller.ts';
import { FakeScheduler } from '../../engine/fake-scheduler.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever there is
  readonly json: any;
}

interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly connection?: Connection;
}

/** An engine with the versioned API on a cluster in memory. */
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
