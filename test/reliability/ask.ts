import { type ClientRequest, type IncomingMessage, request } from 'node:http';

/** An answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever there is
  readonly json: any;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Milliseconds until it is given up. */
  readonly timeoutMs?: number;
}

export type Target = { readonly socketPath: string } | { readonly port: number };

/**
 * One request over a connection of its own.
 * @throws Error where there was no whole answer
 */
export function ask(target: Target, path: string, question: Question = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = requestTo(target, path, question);
    asking.once('error', reject);
    asking.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = incoming.headers['content-type']?.includes('json') && text !== '';
        try {
          const json = isJson ? JSON.parse(text) : undefined;
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json });
        } catch (error) {
          reject(error);
        }
      });
    });
  });
}

/** The request behind {@link ask}, for who wants its answer in pieces. */
export function requestTo(target: Target, path: string, question: Question = {}): ClientRequest {
  const { method = 'GET', headers = {}, body, timeoutMs = 120_000 } = question;
  const asking = request({
    ...target,
    path,
    method,
    agent: false,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
  });
  const late = setTimeout(() => asking.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  asking.once('close', () => clearTimeout(late));
  asking.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  return asking;
}
