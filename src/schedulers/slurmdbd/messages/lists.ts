import { onceAVersion } from '../../slurmctld/wire/decoder.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';
import type { DbdMessage } from '../connection/message-type.ts';
import { accountDecoder } from './account.ts';
import { ASSOCIATION_SIZE, associationDecoder } from './association.ts';
import { clusterDecoder } from './cluster.ts';
import { instanceDecoder } from './instance.ts';
import { accountingJobDecoder } from './job.ts';
import { qosDecoder } from './qos.ts';
import { tresDecoder } from './tres.ts';
import { userDecoder } from './user.ts';
import { wckeyDecoder } from './wckey.ts';

/** A kind of list: the message it comes in, its decoder, and the least bytes an entry takes up. */
export interface ListKind<Entry> {
  readonly message: DbdMessage;
  readonly decoder: (version: number) => Structure<Entry>;
  readonly size: number;
}

function kind<Entry>(
  message: DbdMessage,
  decoder: (version: number) => Structure<Entry>,
  size: number,
): ListKind<Entry> {
  return { message, decoder: onceAVersion(decoder), size };
}

/** Every kind of list slurmdbd answers with; a record that may be a single "not there" takes up one byte. */
export const LISTS = {
  jobs: kind('DBD_GOT_JOBS', accountingJobDecoder, 250),
  users: kind('DBD_GOT_USERS', userDecoder, 1),
  accounts: kind('DBD_GOT_ACCOUNTS', accountDecoder, 24),
  associations: kind('DBD_GOT_ASSOCS', associationDecoder, ASSOCIATION_SIZE),
  qos: kind('DBD_GOT_QOS', qosDecoder, 120),
  tres: kind('DBD_GOT_TRES', tresDecoder, 28),
  clusters: kind('DBD_GOT_CLUSTERS', clusterDecoder, 1),
  wckeys: kind('DBD_GOT_WCKEYS', wckeyDecoder, 30),
  instances: kind('DBD_GOT_INSTANCES', instanceDecoder, 36),
};
