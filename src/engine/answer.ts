import type { Caller } from '../slurm/caller.ts';
import { isCollection } from './collection.ts';
import { isNotModified, validators } from './conditional.ts';
import { jsonOf } from './lasting.ts';
import type { DataType, MediaType } from './media-type.ts';
import { type ApiRequest, EngineResponse, type Pieces } from './message.ts';
import { Reply } from './reply.ts';
import type { StreamReply } from './stream-reply.ts';
import { markEndless, type Streams } from './streams.ts';
import { writeYaml } from './yaml/write-yaml.ts';

/** Request headers that an answer depends on. */
const VARY = 'Accept, X-SLURM-USER-NAME, X-SLURM-USER-TOKEN, X-SLURM-API-KEY, X-SLURM-USER-ID';

/** An answer in the negotiated type; of a HEAD request everything but the body. */
export function encoded(
  value: unknown,
  media: MediaType,
  {
    status = 200,
    head = false,
    headers = {},
  }: { status?: number; head?: boolean; headers?: Readonly<Record<string, string>> } = {},
): EngineResponse {
  const body = written(value, media);
  return new EngineResponse(head ? null : body, status, {
    'Content-Type': media.name,
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  });
}

function written(value: unknown, { format }: MediaType): string {
  if (format === 'text') return String(value);
  return format === 'json' ? jsonOf(value) : writeYaml(value);
}

/** A reply that is no collection. */
export function encodedReply(
  { status, value, media }: Reply,
  asked: DataType,
  head: boolean,
): EngineResponse {
  if (value === null) return new EngineResponse(null, status);
  return encoded(value, media ?? asked, { status, head });
}

/** An answer in pieces; of a HEAD request everything but those. */
export async function streamed(
  reply: StreamReply,
  media: MediaType,
  { method }: ApiRequest,
  caller: Caller,
  streams: Streams,
): Promise<EngineResponse> {
  const { status } = reply;
  const headers = { 'Content-Type': media.name, Vary: VARY, ...reply.headers };
  const bare = method === 'HEAD' || status === 304;
  if (bare) await reply.close();
  const body = bare ? null : await streams.body(caller, reply);
  const response = new EngineResponse(body, status, headers);
  return reply.endless && !bare ? markEndless(response) : response;
}

/** The answer to an operation that succeeded; `caller` is undefined where it is the same for everybody. */
export function answer(
  result: unknown,
  media: DataType,
  request: ApiRequest,
  caller: Caller | undefined,
): EngineResponse {
  const head = request.method === 'HEAD';
  const { status, value } = result instanceof Reply ? result : { status: 200, value: result };
  if (!isCollection(value))
    return result instanceof Reply ? encodedReply(result, media, head) : encoded(value, media, { head });
  const known = validators(value, media.format, caller);
  const { lastModified } = known;
  const headersAfter = (first: Readonly<Record<string, string>>) => ({
    ...first,
    get ETag() {
      return known.etag;
    },
    ...(lastModified !== undefined && { 'Last-Modified': lastModified }),
    'Cache-Control': 'private, no-cache',
    Vary: VARY,
  });
  if (status === 200 && isNotModified(request.headers, known))
    return new EngineResponse(null, 304, headersAfter({}));
  const bytes = value.encode(media.format) as Uint8Array<ArrayBuffer> | Pieces;
  return new EngineResponse(
    head ? null : bytes,
    status,
    headersAfter({ 'Content-Type': media.name, 'Content-Length': String(bytes.byteLength) }),
  );
}
