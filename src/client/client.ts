import { SlurmError } from '../slurm/error.ts';
import type { SignalScope } from '../slurm/scheduler.ts';
import { AnswerError, type AnsweredError } from './answer-error.ts';
import type { ClientResponse, Transport } from './transport.ts';

/** An answer of the API as it came. */
export type Answer = Readonly<Record<string, unknown>>;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What scontrol(1) can do to a job. */
export type JobVerb = 'hold' | 'release' | 'requeue' | 'suspend' | 'resume';

/** Which jobs of the accounting are asked for; lists with commas, times in UNIX seconds. */
export type HistoryQuery = Readonly<
  Partial<
    Record<
      | 'step'
      | 'state'
      | 'users'
      | 'job_name'
      | 'partition'
      | 'account'
      | 'start_time'
      | 'end_time'
      | 'show_duplicates'
      | 'skip_steps'
      | 'disable_truncate_usage_time',
      string | undefined
    >
  >
>;

interface Call {
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bytes of an output from byte `start` on, of `size` that are there. */
export interface OutputPart {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly size: number;
}

/** A client of `/slurm/v1` over any transport. Its methods throw {@link AnswerError} or SlurmError only. */
export class Client {
  readonly #transport: Transport;
  readonly #headers: () => Promise<Readonly<Record<string, string>>>;

  /** @param headers of the next request, see `CredentialKeeper.headers` */
  constructor(transport: Transport, headers: () => Promise<Readonly<Record<string, string>>>) {
    this.#transport = transport;
    this.#headers = headers;
  }

  ping(): Promise<Answer> {
    return this.#json('GET', '/slurm/v1/ping');
  }

  diagnostics(): Promise<Answer> {
    return this.#json('GET', '/slurm/v1/diag');
  }

  resetDiagnostics(): Promise<Answer> {
    return this.#json('POST', '/slurm/v1/diag/reset');
  }

  jobs(): Promise<Answer> {
    return this.#json('GET', '/slurm/v1/jobs');
  }

  /**
   * What has changed in the jobs since an answer before; all of them where the daemon cannot tell.
   * @param since `version` of that answer, which had the same members; empty the first time
   * @param maxAge how old the answer may be, in whole seconds
   * @param fields members of the records; absent = all
   */
  jobsSince(since: string, maxAge: number, fields?: readonly string[]): Promise<Answer> {
    const headers: Record<string, string> = maxAge > 0 ? { 'cache-control': `max-age=${maxAge}` } : {};
    return this.#json('GET', '/slurm/v1/jobs', { query: { since, fields: fields?.join() }, headers });
  }

  /** @param id in any form `parseJobId` reads; of an array or a het job the leader is answered */
  job(id: string): Promise<Answer> {
    return this.#json('GET', jobPath(id));
  }

  /**
   * A part of what a job has written.
   * @param id in any form `parseJobId` reads
   * @param range as in a `Range` header, e.g. `bytes=-100`; none of the bytes may be in it
   */
  async output(id: string, stream: 'stdout' | 'stderr', range: string): Promise<OutputPart> {
    const path = `${jobPath(id)}/${stream}`;
    const response = await this.#send('GET', path, { headers: { range } }, 'application/json');
    const [, start, size] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(header(response, 'content-range')) ?? [];
    if (response.status === 416 && size !== undefined)
      return { bytes: new Uint8Array(), start: Number(size), size: Number(size) };
    if (!response.ok) {
      await this.#read(path, response);
      throw this.#malformed(path, response);
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { bytes, start: Number(start ?? 0), size: Number(size ?? bytes.length) };
  }

  /** What the accounting remembers of jobs; the query is that of slurmrestd's `/slurmdb/v0.0.45/jobs`. */
  history(query: HistoryQuery): Promise<Answer> {
    return this.#json('GET', '/slurmdb/v0.0.45/jobs', { query });
  }

  submit(request: unknown): Promise<Answer> {
    return this.#json('POST', '/slurm/v1/job/submit', { body: request });
  }

  /** Ends a job, or sends it a signal; by default to the processes of its steps. */
  cancel(
    id: string,
    { signal, scope }: { readonly signal: string | undefined; readonly scope: SignalScope },
  ): Promise<Answer> {
    const query = { signal, ...(scope !== 'steps' && { [scope]: 'true' }) };
    return this.#json('DELETE', jobPath(id), { query });
  }

  /** Does to a job what scontrol's verb of that name does. */
  control(id: string, verb: JobVerb, query: Call['query'] = {}): Promise<Answer> {
    return this.#json('POST', `${jobPath(id)}/${verb}`, { query });
  }

  nodes(): Promise<Answer> {
    return this.#json('GET', '/slurm/v1/nodes');
  }

  node(name: string): Promise<Answer> {
    return this.#json('GET', `/slurm/v1/node/${encodeURIComponent(name)}`);
  }

  partitions(): Promise<Answer> {
    return this.#json('GET', '/slurm/v1/partitions');
  }

  partition(name: string): Promise<Answer> {
    return this.#json('GET', `/slurm/v1/partition/${encodeURIComponent(name)}`);
  }

  /** The specification of a version of the API as text. @param version as `/openapi.json?version=` takes it */
  async openapi(format: 'json' | 'yaml', version = 'v1'): Promise<string> {
    const query = version === 'v1' ? '' : `?version=${version}`;
    const response = await this.#send('GET', `/openapi.${format}${query}`, {}, `application/${format}`);
    const text = await response.text();
    if (response.ok) return text;
    throw errorOf(response.status, parse(text)) ?? this.#malformed('/openapi', response);
  }

  async #json(method: Method, path: string, call: Call = {}): Promise<Answer> {
    return this.#read(path, await this.#send(method, path, call, 'application/json'));
  }

  async #read(path: string, response: ClientResponse): Promise<Answer> {
    const answer = parse(await response.text());
    const error = errorOf(response.status, answer);
    if (error) throw error;
    if (answer && response.ok) return answer;
    throw this.#malformed(path, response);
  }

  async #send(
    method: Method,
    path: string,
    { query = {}, body, headers: own }: Call,
    accept: string,
  ): Promise<ClientResponse> {
    const url = new URL(this.#transport.base + path);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const headers: Record<string, string> = {
      accept,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...own,
    };
    for (const [name, value] of Object.entries(await this.#headers())) headers[name.toLowerCase()] = value;
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.#transport.send({ method, url: url.href, headers, body: text });
  }

  #malformed(path: string, { status }: ClientResponse): SlurmError {
    return new SlurmError('ANSWER_MALFORMED', { url: this.#transport.name, path, status });
  }
}

function header({ headers }: ClientResponse, name: string): string {
  return headers.get(name) ?? '';
}

function jobPath(id: string): string {
  return `/slurm/v1/job/${encodeURIComponent(id)}`;
}

function parse(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

/** Errors count whatever the status: Slurm's own daemons report some with status 200. */
function errorOf(status: number, answer: Answer | undefined): AnswerError | undefined {
  const errors = Array.isArray(answer?.['errors']) ? answer['errors'] : [];
  const [first, ...rest] = errors.map(
    (entry: Partial<AnsweredError>): AnsweredError => ({
      error: entry.error ?? 'The daemon reports an error without a text.',
      error_code: entry.error_code ?? 0,
      source: entry.source ?? '',
    }),
  );
  return first && new AnswerError(status, [first, ...rest]);
}
