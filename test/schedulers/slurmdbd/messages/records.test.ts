import { expect, test } from 'vitest';
import { Reader } from '../../../../src/schedulers/slurmctld/wire/reader.ts';
import { Writer } from '../../../../src/schedulers/slurmctld/wire/writer.ts';
import { writeJob } from '../../../../src/schedulers/slurmdbd/messages/job.ts';
import { LISTS, type ListKind } from '../../../../src/schedulers/slurmdbd/messages/lists.ts';
import * as records from '../../../../src/schedulers/slurmdbd/messages/records.ts';

const VERSIONS = [36, 37, 38, 39, 40, 41, 42, 43, 44, 45];

/** What slurmdbd's own layout makes of a record that is written. */
function roundTrip<Said, Entry>(
  write: records.RecordWriter<Said>,
  { decoder }: ListKind<Entry>,
  said: Said,
  version: number,
): Entry {
  const writer = new Writer();
  write(writer, said, version);
  const reader = new Reader(Buffer.from(writer.bytes));
  const entry = decoder(version).read(reader);
  expect(reader.remaining).toBe(0);
  return entry;
}

test.each(VERSIONS)('what is said of an account and a user is read as that in protocol %i', (version) => {
  const account = {
    name: 'physics',
    description: 'd',
    organization: 'o',
    flags: ['UsersAreCoords'] as const,
  };
  expect(roundTrip(records.writeAccount, LISTS.accounts, account, version)).toMatchObject(account);
  const key = { name: 'key', user: 'ann', cluster: 'linux', is_def: true };
  const user = { name: 'ann', admin_level: 'Operator', default_acct: 'physics', wckey_list: [key] } as const;
  expect(roundTrip(records.writeUser, LISTS.users, user, version)).toMatchObject(user);
});

test.each(VERSIONS)('so is a job in protocol %i, of which nothing else is said', (version) => {
  const said = {
    derived_ec: 256,
    derived_es: 'mine',
    admin_comment: '',
    tres_alloc_str: '1=2',
    wckey: 'key',
  };
  expect(roundTrip(writeJob, LISTS.jobs, said, version)).toMatchObject({ ...said, jobid: 0, steps: [] });
  expect(roundTrip(writeJob, LISTS.jobs, {}, version)).toMatchObject({ derived_ec: -2, derived_es: '' });
});

test.each(VERSIONS)('so are an association, a QOS and a cluster in protocol %i', (version) => {
  const association = {
    acct: 'physics',
    cluster: 'linux',
    user: 'ann',
    max_jobs: 5,
    grp_wall: Number.POSITIVE_INFINITY,
    grp_tres: '1=4',
    qos_list: ['1', '2'],
    shares_raw: 3,
  };
  expect(roundTrip(records.writeAssociation, LISTS.associations, association, version)).toMatchObject({
    ...association,
    grp_jobs: undefined,
    def_qos_id: undefined,
  });
  const qos = {
    name: 'high',
    priority: 7,
    flags: ['DENY_LIMIT'],
    preempt_mode: ['REQUEUE'],
    usage_factor: 0.5,
  } as const;
  expect(roundTrip(records.writeQos, LISTS.qos, qos, version)).toMatchObject({
    ...qos,
    usage_thres: undefined,
  });
  const cluster = { name: 'other', control_port: 6817 };
  expect(roundTrip(records.writeCluster, LISTS.clusters, cluster, version)).toMatchObject(cluster);
});
