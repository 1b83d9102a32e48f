import type { Parameter } from './queries/parameter.ts';

const KINDS: Readonly<Record<string, string>> = {
  bool: 'true or false',
  flag: 'true or false',
  time: 'UNIX seconds, or a time as sbatch takes it',
  uids: 'names or ids of users, joined by commas',
  gids: 'names or ids of groups, joined by commas',
  states: 'states of jobs, joined by commas',
  steps: 'jobs or steps, e.g. 13, 13_4, 13+1, 13.batch, joined by commas',
  csv: 'joined by commas, or repeated',
};

/** Query parameters for the documentation of an endpoint. */
export function describe(parameters: readonly Parameter[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parameters.map(({ name, kind }) => [
      name,
      `Records with this ${name} only${KINDS[kind] ? `; ${KINDS[kind]}` : ''}.`,
    ]),
  );
}
