import type { IncomingMessage } from 'node:http';
import { SlurmError } from '../slurm/error.ts';
import { type RepeatedFields, repeatedFields } from './repeated-fields.ts';

/** host [":" port] of RFC 9110 §7.2, without user information. */
const HOST = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
/** Headers whose repetition would let two readers of a request disagree about what it asks or who sends it. */
const SINGLE = new Set([
  'authorization',
  'content-type',
  'host',
  'x-slurm-api-key',
  'x-slurm-user-id',
  'x-slurm-user-name',
  'x-slurm-user-token',
]);

/** A segment `.` or `..` of a path, spelled out or encoded. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?]|$)/i;

/**
 * What a network request gets wrong although Node's parser lets it pass, or undefined (RFC 9112 §3.2, §6.1).
 * A proxy in front could read such a request otherwise than we do, which is how requests are smuggled.
 */
export function strictHead(incoming: IncomingMessage): SlurmError | undefined {
  const { httpVersion, url = '' } = incoming;
  if (httpVersion !== '1.1' && httpVersion !== '1.0')
    return new SlurmError('HTTP_VERSION', { version: httpVersion });
  const fields = repeatedFields(incoming);
  if (fields.rightFor !== httpVersion) {
    const problem = strictFields(fields, httpVersion);
    if (problem) return problem;
    fields.rightFor = httpVersion;
  }
  if (url.includes('#')) return malformed('a request target has no fragment');
  if (DOT_SEGMENT.test(url.split('?', 1)[0]!)) return malformed('its path has a segment . or ..');
  return undefined;
}

function strictFields({ raw, headers }: RepeatedFields, httpVersion: string): SlurmError | undefined {
  const seen: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.includes(name)) return malformed(`the header ${name} is there twice`);
    seen.push(name);
  }

  const { host, 'transfer-encoding': coding } = headers;
  if (host === undefined ? httpVersion === '1.1' : !HOST.test(host))
    return malformed('the header host is missing or not a host name');
  if (coding !== undefined) {
    if (httpVersion === '1.0') return malformed('HTTP/1.0 knows no transfer-encoding');
    if (coding.toLowerCase() !== 'chunked') return new SlurmError('TRANSFER_CODING', { coding });
  }
  return undefined;
}

function malformed(problem: string): SlurmError {
  return new SlurmError('HTTP_MALFORMED', { problem });
}
