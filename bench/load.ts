import { HttpAsker } from './http-asker.ts';

/** One request, asked again and again. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Figures of one run. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly bytesEach: number;
}

/**
 * Asks over so many connections, each one request after the other, for some seconds.
 * @throws Error on an answer that is no success
 */
export async function load(
  base: string,
  question: Question,
  connections: number,
  seconds: number,
): Promise<Load> {
  const request = bytesOf(base, question);
  const askers = Array.from({ length: connections }, () => new HttpAsker(base, request));
  const times: number[] = [];
  let bytes = 0;
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const askOn = async (asker: HttpAsker) => {
    while (performance.now() < until) {
      const asked = performance.now();
      const length = await asker.ask();
      bytes += length;
      times.push(performance.now() - asked);
    }
  };
  try {
    await Promise.all(askers.map(askOn));
  } finally {
    for (const asker of askers) asker.close();
  }
  // Slow answers end after the time is up: what counts is how long all took.
  const took = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  return {
    perSecond: round(times.length / took),
    p50: at(0.5),
    p99: at(0.99),
    bytesEach: Math.round(bytes / times.length),
  };
}

function bytesOf(base: string, { method, path, headers, body = '' }: Question): Buffer {
  const length = Buffer.byteLength(body);
  const all = {
    host: new URL(base).host,
    accept: 'application/json',
    ...headers,
    ...(method === 'POST' && { 'content-length': String(length) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** Three digits that count. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
