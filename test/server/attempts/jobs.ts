import { type Asked, type Attempt, INTRUDER, SECRET, VICTIM, type World } from './attempt.ts';

type Who = 'intruder' | 'owner' | 'administrator';

const nameOf = (who: Who, { me }: World) =>
  ({ intruder: INTRUDER.name, owner: VICTIM.name, administrator: me.name })[who];

/** What one user does to a job of another, to their own, or as an administrator. */
const job = (
  who: Who,
  what: string,
  ask: (id: number) => Asked,
  status: number,
  rest: Pick<Attempt, 'says' | 'never'> = {},
): Attempt => ({
  what: `${who}: ${what}`,
  over: ['tcp'],
  root: true,
  async ask(world) {
    const token = await world.token(nameOf(who, world));
    return { ...ask(await world.job()), headers: { 'X-SLURM-USER-TOKEN': token } };
  },
  status,
  ...rest,
});

const at = (id: number, rest = '') => `/slurm/v1/job/${id}${rest}`;
const denied = { says: `${INTRUDER.name} may not` };

const DEEDS: [string, (id: number) => Asked][] = [
  ['read the script', (id) => ({ target: at(id, '/script') })],
  ['cancel', (id) => ({ method: 'DELETE', target: at(id) })],
  ['rename', (id) => ({ method: 'PUT', target: at(id), body: { name: 'mine' } })],
  ['release', (id) => ({ method: 'POST', target: at(id, '/release') })],
];

export const JOBS: readonly Attempt[] = [
  job(
    'intruder',
    "look at another's job, without script and environment",
    (id) => ({ target: at(id) }),
    200,
    {
      never: SECRET,
    },
  ),
  ...DEEDS.map(([what, ask]) => job('intruder', `${what}, another's job`, ask, 403, denied)),
  job(
    'intruder',
    "signal another's job",
    (id) => ({ method: 'DELETE', target: at(id, '?signal=STOP') }),
    403,
    denied,
  ),
  job(
    'intruder',
    'submit a job as another user',
    () => ({
      method: 'POST',
      target: '/slurm/v1/job/submit',
      body: {
        job: { current_working_directory: '/tmp', user_id: VICTIM.uid, hold: true },
        script: '#!/bin/sh\n',
      },
    }),
    403,
    denied,
  ),
  job(
    'intruder',
    'submit a job of a group they are not in',
    () => ({
      method: 'POST',
      target: '/slurm/v1/job/submit',
      body: { job: { current_working_directory: '/tmp', group_id: 0, hold: true }, script: '#!/bin/sh\n' },
    }),
    403,
    denied,
  ),
  ...DEEDS.map(([what, ask]) => job('owner', `${what}, their own job`, ask, 200)),
  ...DEEDS.map(([what, ask]) => job('administrator', `${what}, another's job`, ask, 200)),
];
