import type { Refusal } from '../../../engine/operation.ts';
import type { Endpoint } from '../endpoint.ts';
import { type Version, versionName } from '../version.ts';
import { schemaOfType } from './schema-of-type.ts';

/** What is answered in words, whatever the version. */
const IN_WORDS = {
  unauthenticated: 'There are no credentials.',
  unacceptable: 'No type in `Accept` can be written, or that of the body cannot be read.',
};

/** How an endpoint refuses, by status. */
export function refusalsOf(endpoint: Endpoint, version: Version): Readonly<Record<string, Refusal>> {
  const words = (name: keyof typeof IN_WORDS): Refusal => ({ name, description: IN_WORDS[name], text: true });
  const refused = (name: string, description: string): Refusal => ({
    name: `${versionName(version)}_${name}`,
    description,
    schema: schemaOfType('openapi_refusal', version),
  });
  const { method, path, query, body } = endpoint;
  const conditional = method === 'GET' && query?.['update_time'] !== undefined;
  return {
    ...(conditional && { 304: { name: 'unchanged', description: 'Nothing has changed.' } }),
    ...(body !== undefined && {
      400: { ...refused('unreadable', 'The body, or a member of it, cannot be read.'), text: true },
    }),
    401: words('unauthenticated'),
    ...(path.includes('{') && {
      404: { ...refused('unknown', 'There is nothing of that name.'), text: true },
    }),
    415: words('unacceptable'),
    422: refused('refused', 'The request makes no sense, or Slurm refuses it.'),
    500: refused('failed', 'A part of the request makes no sense, or the service failed.'),
    511: refused('unauthenticated', 'The credentials are not valid.'),
    default: refused('other', 'Any other failure.'),
  };
}
