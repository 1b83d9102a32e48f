import { Client } from 'undici';

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
  const clients = Array.from(
    { length: connections },
    () => new Client(base, { bodyTimeout: 0, headersTimeout: 0 }),
  );
  const times: number[] = [];
  let bytes = 0;
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const ask = async (client: Client) => {
    while (performance.now() < until) {
      const asked = performance.now();
      const { statusCode, body } = await client.request(question as Parameters<Client['request']>[0]);
      for await (const chunk of body) bytes += chunk.length;
      if (statusCode >= 400) throw new Error(`${base}${question.path} answers ${statusCode}`);
      times.push(performance.now() - asked);
    }
  };
  try {
    await Promise.all(clients.map(ask));
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
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

/** Three digits that count. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
