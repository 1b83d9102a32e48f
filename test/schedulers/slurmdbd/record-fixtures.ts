/**
 * Records the replies in `fixtures/` from running clusters (see test/cluster): every kind of list, in every protocol
 * version slurmdbd takes, of what test/cluster/accounted/fill.ts puts there. Run as root:
 *
 *     esbuild … && node record-fixtures.js SLURM.CONF 36,37,38
 *
 * A fixture is the body of one reply as it came over the wire, behind its number.
 */
import { writeFileSync } from 'node:fs';
import { openCredentials } from '../../../src/schedulers/slurmctld/auth/credentials.ts';
import { encodeFrame, SLURMDBD_CONNECTION } from '../../../src/schedulers/slurmctld/wire/frame.ts';
import { Writer } from '../../../src/schedulers/slurmctld/wire/writer.ts';
import { DBD } from '../../../src/schedulers/slurmdbd/connection/message-type.ts';
import { PersistentConnection } from '../../../src/schedulers/slurmdbd/connection/persistent-connection.ts';
import * as conditions from '../../../src/schedulers/slurmdbd/messages/conditions.ts';
import { getJobs } from '../../../src/schedulers/slurmdbd/messages/job-conditions.ts';
import type { DbdRequest } from '../../../src/schedulers/slurmdbd/messages/request.ts';
import { decodeReturnCode } from '../../../src/schedulers/slurmdbd/messages/return-code.ts';
import { storageAddresses } from '../../../src/schedulers/slurmdbd/storage.ts';
import { accounts } from '../../../src/slurm/accounts.ts';
import type { Caller } from '../../../src/slurm/caller.ts';
import { readSlurmConf } from '../../../src/slurm/slurm-conf.ts';

const [, , file = '', versions = '', folder = 'test/schedulers/slurmdbd/fixtures'] = process.argv;
const conf = readSlurmConf(file);
const root: Caller = { uid: 0, gid: 0, name: 'root', credential: 'local' };
const names = ['acct-ok', 'acct-fail', 'acct-array', 'acct-het', 'acct-streams', 'acct-key', 'acct-cancel'];

const REQUESTS: Readonly<Record<string, DbdRequest>> = {
  jobs: getJobs({ jobname_list: names, usage_start: 1, usage_end: 4_000_000_000, flags: ['DUP'] }),
  users: conditions.getUsers({ with_assocs: true, with_coords: true, with_wckeys: true }),
  accounts: conditions.getAccounts({ flags: ['WithAssociations', 'WithCoordinators'] }),
  associations: conditions.getAssociations({}),
  qos: conditions.getQos({}),
  tres: conditions.getTres({ with_deleted: true }),
  clusters: conditions.getClusters({}),
  wckeys: conditions.getWckeys({}),
  statistics: conditions.getStatistics,
};

const credentials = await openCredentials(conf, accounts, 'anybody');
for (const version of versions.split(',').map(Number)) {
  const connection = await PersistentConnection.open(storageAddresses(conf)![0]!);
  const hello = new Writer();
  hello.u16(version << 8);
  hello.string(undefined);
  hello.u16(1);
  hello.u16(0);
  const credential = await credentials.of(root)(DBD.REQUEST_PERSIST_INIT, version, hello.bytes);
  const frame = encodeFrame(DBD.REQUEST_PERSIST_INIT, version, credential, hello.bytes, SLURMDBD_CONNECTION);
  const { code } = decodeReturnCode(await connection.ask('REQUEST_PERSIST_INIT', frame));
  if (code !== 0) throw new Error(`version ${version} is not spoken here`);
  for (const [name, request] of Object.entries(REQUESTS)) {
    const question = new Writer();
    question.u32(0);
    question.u16(DBD[request.name]);
    request.write(question, version);
    question.bytes.writeUInt32BE(question.bytes.length - 4, 0);
    const { type, body } = await connection.ask(request.name, question.bytes);
    if (type === DBD.PERSIST_RC) throw new Error(`${name}: ${body.string()}`);
    writeFileSync(`${folder}/pv${version}-${name}.bin`, body.bytes.subarray(body.position));
  }
  connection.close();
}
