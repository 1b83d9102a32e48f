import type { ClusterEngine, User } from './engine.ts';
import { cluster, token } from './slurm.ts';
import type { Answered } from './versioned/compare.ts';

/** One request, as it is put to both. */
export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly as?: User;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const tokens = new Map<User, Promise<string>>();

function tokenOf(user: User): Promise<string> {
  const known = tokens.get(user) ?? token(user);
  tokens.set(user, known);
  return known;
}

/** Asks slurmrestd. */
export async function askTheirs({
  method = 'GET',
  path,
  as = 'alice',
  body,
  headers = {},
}: Asked): Promise<Answered> {
  const response = await fetch(`${cluster.slurmrestd}${path}`, {
    method,
    headers: {
      'X-SLURM-USER-NAME': as,
      'X-SLURM-USER-TOKEN': await tokenOf(as),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new Error(`slurmrestd gives no answer to ${method} ${path}`, { cause });
  });
  return read(response.status, response.headers.get('content-type') ?? '', await response.text());
}

/** Asks this program. */
export async function askOurs(
  ours: ClusterEngine,
  { method = 'GET', path, as = 'alice', body, headers = {} }: Asked,
): Promise<Answered> {
  const answer = await ours.send(method, path, { as, body, headers });
  return read(answer.status, answer.headers.get('content-type') ?? '', answer.text);
}

function read(status: number, type: string, text: string): Answered {
  return { status, type, body: type === 'application/json' && text !== '' ? JSON.parse(text) : text };
}
