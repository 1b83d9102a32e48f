import type { ClientRequest, Transport } from '../transport.ts';
import { credentialsOf } from './credentials.ts';

/** Versions of slurmrestd's API this client speaks: v0.0.36 (Slurm 20.11) to v0.0.45 (26.05). */
const NEWEST = 45;
const OLDEST = 36;

/**
 * A transport to a daemon that may be ours or SchedMD's slurmrestd. The first answer tells: slurmrestd knows no
 * `/slurm/v1`. From then on requests are put in the newest version of its own API that it serves, and its
 * answers are read back, so that a client need not know.
 */
export function negotiatingTransport(inner: Transport): Transport {
  let dialect: Promise<number | undefined> | undefined;
  const settle = async (headers: ClientRequest['headers']): Promise<number | undefined> => {
    for (let version = NEWEST; version >= OLDEST; version--) {
      const url = `${inner.base}/slurm/v0.0.${version}/ping`;
      const { status } = await inner.send({ method: 'GET', url, headers });
      if (status !== 404) return version;
    }
    return undefined;
  };
  const translate = async (request: ClientRequest, version: number) =>
    (await import('./translated.ts')).translated(inner, request, version);
  return {
    ...inner,
    async send(request) {
      const version = await dialect;
      if (version !== undefined) return translate(request, version);
      const response = await inner.send(request);
      // What is ours says so in JSON.
      if (response.status !== 404 || response.headers.get('content-type')?.includes('json')) return response;
      dialect ??= settle(credentialsOf(request));
      const found = await dialect;
      return found === undefined ? response : translate(request, found);
    },
  };
}
