import type { Accounts } from '../../../src/slurm/accounts.ts';

const PEOPLE = [
  { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/sh' },
  { name: 'ann', uid: 1000, gid: 100, home: '/home/ann', shell: '/bin/sh' },
  { name: 'bob', uid: 1001, gid: 100, home: '/home/bob', shell: '/bin/sh' },
];

/** A machine with root, ann (1000) and bob (1001). */
export const people: Accounts = {
  byName: async (name) => PEOPLE.find((account) => account.name === name),
  byUid: async (uid) => PEOPLE.find((account) => account.uid === uid),
  groups: async ({ gid }) => [gid],
};
