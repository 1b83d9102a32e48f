import type { Attempt, Way } from './attempt.ts';
import { NOBODYS, PROXIES, SOCKETS, TOKENS } from './credentials.ts';
import { JOBS } from './jobs.ts';
import { PATHS } from './paths.ts';

export const ATTEMPTS: Readonly<Record<string, readonly Attempt[]>> = {
  'Nothing that proves anything': NOBODYS,
  Tokens: TOKENS,
  'An authenticating proxy': PROXIES,
  'The kernel’s word': SOCKETS,
  'Odd paths': PATHS,
  'Jobs of others': JOBS,
};

const WAYS: Readonly<Record<Way, string>> = {
  tcp: 'TCP',
  tcp6: 'TCP over IPv6',
  tls: 'TLS',
  systemd: 'systemd’s socket',
  inetd: 'inetd',
  unix: 'UNIX socket',
  pipe: 'pipe',
};

/** The attempts and their outcomes as SECURITY.md shows them. */
export function attemptsTable(): string {
  const lines = Object.entries(ATTEMPTS).flatMap(([group, attempts]) => [
    `| **${group}** | | |`,
    ...attempts.map(row),
  ]);
  return ['| attempt | over | answer |', '| --- | --- | --- |', ...lines].join('\n');
}

function row({ what, over, status, says }: Attempt): string {
  const answer = says === undefined ? String(status) : `${status}: … ${says} …`;
  return `| ${what.replaceAll('|', '\\|')} | ${over.map((way) => WAYS[way]).join(', ')} | ${answer} |`;
}
