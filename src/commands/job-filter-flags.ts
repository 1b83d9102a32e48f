import { boolean, string } from '@oclif/core/flags';
import type { Selection } from '../ui/squeue/selection.ts';
import { splitList } from './words.ts';

/** Flags that choose jobs by what they are, as squeue and scancel have them; no variable sets them for both. */
export const jobFilterFlags = {
  user: string({ char: 'u', summary: 'Jobs of these users, names or uids.', helpValue: 'LIST' }),
  me: boolean({ summary: 'Jobs of mine.', exclusive: ['user'] }),
  name: string({ char: 'n', summary: 'Jobs of these names.', helpValue: 'LIST' }),
  partition: string({ char: 'p', summary: 'Jobs in these partitions.', helpValue: 'LIST' }),
  account: string({ char: 'A', summary: 'Jobs of these accounts.', helpValue: 'LIST' }),
  qos: string({ char: 'q', summary: 'Jobs of these qualities of service.', helpValue: 'LIST' }),
  reservation: string({ char: 'R', summary: 'Jobs in these reservations.', helpValue: 'LIST' }),
};

interface JobFilterValues {
  readonly user: string | undefined;
  readonly me: boolean;
  readonly name: string | undefined;
  readonly partition: string | undefined;
  readonly account: string | undefined;
  readonly qos: string | undefined;
  readonly reservation: string | undefined;
}

/** The jobs those flags choose; `me` is the user's own name. */
export function jobSelection(flags: JobFilterValues, me: string): Selection {
  const list = (name: string, value: string | undefined) =>
    value !== undefined && { [name]: splitList(value) };
  return {
    ...list('users', flags.me ? me : flags.user),
    ...list('names', flags.name),
    ...list('partitions', flags.partition),
    ...list('accounts', flags.account),
    ...list('qos', flags.qos),
    ...list('reservations', flags.reservation),
  };
}
