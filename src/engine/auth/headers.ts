import type { HeaderFields } from '../message.ts';

/** Source: the names that slurmrestd(8) and authenticating proxies in front of it use. */
const TOKEN = 'x-slurm-user-token';
const USER_NAME = 'x-slurm-user-name';
const USER_ID = 'x-slurm-user-id';
const API_KEY = 'x-slurm-api-key';

/** The user's own token: X-SLURM-USER-TOKEN, or `Authorization: Bearer`; undefined without one. */
export function tokenOf(headers: HeaderFields): string | undefined {
  const token = headers.get(TOKEN);
  if (token !== null) return token;
  return /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** The key of an authenticating proxy: X-SLURM-API-KEY. */
export function apiKeyOf(headers: HeaderFields): string | undefined {
  return headers.get(API_KEY) ?? undefined;
}

/** The user a request wants to act as: X-SLURM-USER-NAME. */
export function userNameOf(headers: HeaderFields): string | undefined {
  return headers.get(USER_NAME) || undefined;
}

/** The same by number: X-SLURM-USER-ID. */
export function userIdOf(headers: HeaderFields): string | undefined {
  return headers.get(USER_ID) || undefined;
}
