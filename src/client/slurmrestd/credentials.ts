import type { ClientRequest } from '../transport.ts';

/** What of the headers of a request slurmrestd is to get. */
export function credentialsOf({ headers }: ClientRequest): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('x-slurm-'));
  return { accept: 'application/json', ...Object.fromEntries(own) };
}
