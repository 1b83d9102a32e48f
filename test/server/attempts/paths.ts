import type { Attempt } from './attempt.ts';

/** All of them by an administrator: what is refused is refused for the path's sake. */
const path = (what: string, target: string, status: number, says?: string): Attempt => ({
  what: `${what}: \`${target}\``,
  over: ['unix'],
  ask: () => ({ target }),
  status,
  ...(says !== undefined && { says }),
});

export const PATHS: readonly Attempt[] = [
  path('a step up', '/slurm/v1/../v1/ping', 400, 'its path has a segment . or ..'),
  path('a step up, encoded', '/slurm/v1/%2e%2e/v1/ping', 400, 'its path has a segment . or ..'),
  path('a step up, half encoded', '/slurm/v1/.%2E/v1/ping', 400, 'its path has a segment . or ..'),
  path('a step nowhere', '/slurm/./v1/ping', 400, 'its path has a segment . or ..'),
  path('a step up, encoded twice', '/slurm/v1/%252e%252e/v1/ping', 404, 'No such path'),
  path('two slashes', '/slurm//v1/ping', 404, 'No such path'),
  path('two slashes in front', '//slurm/v1/ping', 404, 'No such path'),
  path('an encoded slash', '/slurm%2fv1/ping', 404, 'No such path'),
  path('an encoded slash in an id', '/slurm/v1/job/1%2f..%2f2', 400, 'is not a job id'),
  path('a backslash', '/slurm\\v1\\ping', 400),
  path('an encoded backslash', '/slurm%5cv1/ping', 404, 'No such path'),
  path('an encoded NUL', '/slurm/v1/ping%00', 404, 'No such path'),
  path('an encoded NUL in an id', '/slurm/v1/job/1%00', 400, 'is not a job id'),
  path('an encoded line end in an id', '/slurm/v1/job/1%0d%0aX:%20y', 400, 'is not a job id'),
  path('half an escape', '/slurm/v1/job/%e0%a4', 404, 'No such path'),
  path('a parameter', '/slurm/v1/ping;x=y', 404, 'No such path'),
  path('capitals', '/SLURM/V1/PING', 404, 'No such path'),
  path('a file', '/etc/passwd', 404, 'No such path'),
  path("another host's URL", 'http://169.254.169.254/slurm/v1/ping', 200),
  path('a URL with a user', 'http://root@localhost/slurm/v1/ping', 200),
];
