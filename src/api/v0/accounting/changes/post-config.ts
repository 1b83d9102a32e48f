import { readFields } from '../../body/read-fields.ts';
import { readObject } from '../../body/read-value.ts';
import { typedFields } from '../../body/typed-fields.ts';
import type { Endpoint } from '../../endpoint.ts';
import { changing, readEach, readingOf, refuseProblems } from './change.ts';
import { addClusters, addWckeys } from './posts.ts';
import { ENVELOPE } from './read-record.ts';
import { readTresText } from './read-tres.ts';
import {
  type ReadRecord,
  readAccount,
  readAssociation,
  readCluster,
  readQos,
  readUser,
  readWckey,
} from './records.ts';
import { updateAccounts } from './update-accounts.ts';
import { updateAssociations } from './update-associations.ts';
import { updateQos } from './update-qos.ts';
import { updateUsers } from './update-users.ts';

const LISTS = 'clusters tres accounts users qos wckeys associations'.split(' ');
const FIELDS = typedFields(
  `${LISTS.map((name) => `${name}:${name}_list`).join(' ')} instances:instance_list@-44 ${ENVELOPE}`,
);

/** Records of a dump that are gone stay so. */
function isThere({ flags = [] }: { readonly flags?: readonly string[] }): boolean {
  return !flags.includes('DELETED');
}

/**
 * Loads what GET answers: that of 26.05 says it did and does nothing, since it stops without a word where resources come,
 * listed or not. Here those that are listed have to make sense, and the rest is done.
 */
export const postConfig: Endpoint = {
  method: 'POST',
  plugin: 'slurmdb',
  path: 'config',
  id: 'post_config',
  summary: 'Load all that is accounted to',
  description:
    'Clusters, of which there has to be one, accounts, users, QOS, wckeys and associations, as each is added or changed alone; all of it or nothing. Kinds of resources come from the configuration of clusters.',
  body: 'openapi_slurmdbd_config_req',
  response: 'openapi_resp',
  async handler(context) {
    const reading = await readingOf(context);
    const body = readObject(context.body, '#/');
    const list = <Said>(member: string, read: ReadRecord<Said>) => {
      const { [member]: said } = body;
      return said === undefined || said === null ? [] : readEach(said, member, read, reading);
    };
    const clusters = list('clusters', readCluster);
    const tres = body['tres'] ?? [];
    readTresText(Array.isArray(tres) ? tres : [tres], '#/tres/', reading.lookups);
    const accounts = list('accounts', readAccount).filter(({ account }) => isThere(account));
    const users = list('users', readUser).filter(({ user }) => isThere(user));
    const qos = list('qos', readQos).filter(isThere);
    const wckeys = list('wckeys', readWckey).filter(isThere);
    const associations = list('associations', readAssociation).filter(isThere);
    readFields(body, { fields: FIELDS, schema: 'OPENAPI_SLURMDBD_CONFIG_RESP', at: '#/' }, reading);
    refuseProblems(reading);
    return changing(context, async (change) => {
      await addClusters(change, clusters);
      await updateAccounts(change, accounts);
      await updateUsers(change, users);
      await updateQos(change, qos);
      if (wckeys.length > 0) await addWckeys(change, wckeys);
      await updateAssociations(change, associations);
      return {};
    });
  },
};
