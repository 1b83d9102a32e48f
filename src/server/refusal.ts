import { type ServerResponse, STATUS_CODES } from 'node:http';
import { failureBody } from '../engine/failure.ts';
import { JSON_TYPE, prefersProblem } from '../engine/media-type.ts';
import { PROBLEM_TYPE, problemBody } from '../engine/problem.ts';
import { SlurmError } from '../slurm/error.ts';

/** Seconds after which a client refused for lack of room may try again. */
const RETRY_AFTER = 1;

/** The answer of the API to a request that failed with `error`, as JSON. */
export function refusalBody(error: SlurmError): string {
  return JSON.stringify(failureBody(error));
}

function headers(error: SlurmError, length: number, type = JSON_TYPE.name): Record<string, string> {
  return {
    'content-type': type,
    'content-length': String(length),
    connection: 'close',
    ...((error.status === 429 || error.status === 503) && { 'retry-after': String(RETRY_AFTER) }),
  };
}

/** Answers a request that never reaches the engine, and ends its connection. */
export function refuse(outgoing: ServerResponse, error: SlurmError): void {
  const { headers: asked, url = '/' } = outgoing.req;
  const problem = prefersProblem(asked.accept ?? null);
  const text = problem ? JSON.stringify(problemBody(error, url.split('?', 1)[0]!)) : refusalBody(error);
  const type = problem ? PROBLEM_TYPE : JSON_TYPE;
  outgoing.writeHead(error.status, headers(error, Buffer.byteLength(text), type.name));
  outgoing.end(text);
}

/** The same answer as bytes, for a connection that has no request to answer. */
export function refusalBytes(error: SlurmError): string {
  const text = refusalBody(error);
  const lines = Object.entries({
    ...headers(error, Buffer.byteLength(text)),
    date: new Date().toUTCString(),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}\r\n${lines.join('')}\r\n${text}`;
}

/** What a failure of Node's HTTP parser means to the client, see the `clientError` event of node:http. */
export function parserError(error: NodeJS.ErrnoException, headBytes: number): SlurmError {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new SlurmError('HEAD_TOO_LARGE', { limit: headBytes }, { cause: error });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new SlurmError('REQUEST_TIMEOUT', {}, { cause: error });
    case 'HPE_INVALID_EOF_STATE':
      return new SlurmError('HTTP_MALFORMED', { problem: 'the request ends too early' }, { cause: error });
    default: {
      // "Parse Error: Missing expected CR after header value" and the like.
      const problem = error.message.replace(/^Parse Error:?\s*/, '') || 'it cannot be parsed';
      return new SlurmError('HTTP_MALFORMED', { problem }, { cause: error });
    }
  }
}
