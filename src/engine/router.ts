import { SlurmError } from '../slurm/error.ts';
import type { Method, Operation } from './operation.ts';

export interface Match<Entry> {
  readonly route: ReadonlyMap<Method, Entry>;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern<Entry> {
  readonly segments: readonly string[];
  readonly route: Map<Method, Entry>;
}

/**
 * Finds what answers a path. A path that is spelled out wins over a template, so `/job/submit` is never
 * taken for `/job/{job_id}`.
 * @param prepare makes what is kept for an operation
 * @returns a function from a path (still percent-encoded, with or without a trailing slash) to its match
 * @throws SlurmError `OPERATION_CLASH`
 */
export function createRouter<Entry>(
  operations: readonly Operation[],
  prepare: (operation: Operation) => Entry,
): (path: string) => Match<Entry> | undefined {
  const fixed = new Map<string, Map<Method, Entry>>();
  const patterns = new Map<string, Pattern<Entry>>();
  const ids = new Set<string>();
  for (const operation of operations) {
    if (ids.has(operation.operationId)) clash(`the operationId ${operation.operationId}`);
    ids.add(operation.operationId);
    const route = operation.path.includes('{')
      ? patternOf(patterns, operation.path).route
      : getOrAdd(fixed, operation.path, () => new Map<Method, Entry>());
    if (route.has(operation.method)) clash(`${operation.method} ${operation.path}`);
    route.set(operation.method, prepare(operation));
  }
  const templates = [...patterns.values()];

  return (path) => {
    const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    const route = fixed.get(bare);
    if (route) return { route, params: {} };
    const segments = bare.split('/');
    for (const pattern of templates) {
      const params = matchSegments(pattern.segments, segments);
      if (params) return { route: pattern.route, params };
    }
    return undefined;
  };
}

function clash(what: string): never {
  throw new SlurmError('OPERATION_CLASH', { what });
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** Templates that differ only in the names of their parameters are the same path. */
function patternOf<Entry>(patterns: Map<string, Pattern<Entry>>, path: string): Pattern<Entry> {
  const pattern = getOrAdd(patterns, path.replace(/\{[^}]*\}/g, '{}'), () => ({
    segments: path.split('/'),
    route: new Map<Method, Entry>(),
  }));
  if (pattern.segments.join('/') !== path) clash(`${path} and ${pattern.segments.join('/')}`);
  return pattern;
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, wanted] of pattern.entries()) {
    const given = segments[at]!;
    if (!wanted.startsWith('{')) {
      if (wanted !== given) return undefined;
      continue;
    }
    const text = decode(given);
    if (text === undefined || text === '') return undefined;
    params[wanted.slice(1, -1)] = text;
  }
  return params;
}

function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
