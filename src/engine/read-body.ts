import { SlurmError } from '../slurm/error.ts';
import { malformed } from './body-limits.ts';
import { readJson } from './json/read-json.ts';
import { bodyFormat } from './media-type.ts';
import type { ApiRequest } from './message.ts';

/**
 * The JSON value a request body stands for; `undefined` for none, where that is allowed.
 * @param limit most bytes of the body
 * @throws SlurmError `MEDIA_TYPE_UNSUPPORTED`, `BODY_TOO_LARGE`, `BODY_MALFORMED`
 */
export async function readBody(request: ApiRequest, limit: number, mayBeEmpty = false): Promise<unknown> {
  const format = bodyFormat(request.headers);
  const text = decode(await readBytes(request, limit), format === 'json' ? 'JSON' : 'YAML');
  if (mayBeEmpty && text === '') return undefined;
  if (format === 'json') return readJson(text);
  const { readYaml } = await import('./yaml/read-yaml.ts');
  return readYaml(text);
}

async function readBytes(request: ApiRequest, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN);
  if (announced > limit) throw new SlurmError('BODY_TOO_LARGE', { limit });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // HTTP/1.1 parsers hold a body to its Content-Length, so it need not be counted again.
    if (announced >= 0) return bytesOf(await request.arrayBuffer());
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > limit) throw new SlurmError('BODY_TOO_LARGE', { limit });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof SlurmError) throw error;
    throw malformed('JSON', 'it ends before the announced length');
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function bytesOf(whole: ArrayBuffer | Uint8Array): Uint8Array {
  return whole instanceof Uint8Array ? whole : new Uint8Array(whole);
}

function decode(bytes: Uint8Array, format: 'JSON' | 'YAML'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed(format, 'it is not UTF-8');
  }
}
