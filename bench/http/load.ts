import { type Asked, HttpAsker } from './asker.ts';

/** One request, asked again and again. */
export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Status of every answer; 200 where absent. */
  readonly status?: number;
}

/** Figures of one run. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Length of the last body. */
  readonly bytes: number;
}

/**
 * Asks over so many connections, each one request after the other, for some seconds, and waits for the last answers.
 * @throws Error on an answer of another status
 */
export function load(base: string, question: Question, connections: number, seconds: number): Promise<Load> {
  const request = bytesOf(base, question);
  const { status = 200 } = question;
  const times: number[] = [];
  const askers: HttpAsker[] = [];
  let bytes = 0;
  return new Promise<Load>((resolve, reject) => {
    const begun = performance.now();
    const until = begun + seconds * 1000;
    let left = connections;
    const addAsker = (): void => {
      let asked = performance.now();
      const answered = (answer: Asked): void => {
        if (answer.status !== status) {
          reject(new Error(`${question.path}: status ${answer.status}`));
          return;
        }
        const now = performance.now();
        times.push(now - asked);
        bytes = answer.bytes;
        if (now < until) {
          asked = now;
          asker.ask();
        } else if (--left === 0) resolve(figuresOf(times, now - begun, bytes));
      };
      const asker = new HttpAsker(base, request, answered, reject);
      askers.push(asker);
      asker.ask();
    };
    for (let count = 0; count < connections; count++) addAsker();
  }).finally(() => {
    for (const asker of askers) asker.close();
  });
}

/** Slow answers end after the time is up: what counts is how long all took. */
export function figuresOf(times: number[], tookMs: number, bytes: number): Load {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return {
    requests: times.length,
    perSecond: (times.length * 1000) / tookMs,
    p50: at(0.5),
    p99: at(0.99),
    bytes,
  };
}

function bytesOf(base: string, { method, path, headers, body = '' }: Question): Buffer {
  const all = {
    host: new URL(base).host,
    accept: 'application/json',
    ...headers,
    ...(method !== 'GET' && { 'content-length': String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}
