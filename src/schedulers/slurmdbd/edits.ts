import type { AccountingEdit, Verdict } from '../../slurm/accounting/edit.ts';
import { ask, askForChanged, askForList, command } from './connection/ask.ts';
import { DBD, type DbdMessage } from './connection/message-type.ts';
import type { Session } from './connection/server.ts';
import * as conditions from './messages/conditions.ts';
import { LISTS, type ListKind } from './messages/lists.ts';
import * as records from './messages/records.ts';
import type { DbdRequest } from './messages/request.ts';
import { decodeReturnCode } from './messages/return-code.ts';

/** The message that makes the records which fit what is said. */
export function modification<Said>(
  name: DbdMessage,
  wanted: DbdRequest,
  said: Said,
  write: records.RecordWriter<Said>,
): DbdRequest {
  return {
    name,
    write(writer, version) {
      wanted.write(writer, version);
      write(writer, said, version);
    },
  };
}

/** Changes on one connection, which last once they are committed. */
export function openEdit(session: Session): AccountingEdit {
  const list = <Entry>(request: DbdRequest, { message, decoder, size }: ListKind<Entry>) =>
    askForList(session, request, message, decoder(session.version), size);

  const add = <Said>(name: DbdMessage, said: readonly Said[], write: records.RecordWriter<Said>) =>
    command(session, {
      name,
      write(writer, version) {
        records.writeRecords(writer, said, write, version);
        writer.u32(0);
      },
    });

  const modify = <Said>(...parts: Parameters<typeof modification<Said>>): Promise<readonly string[]> =>
    askForChanged(session, modification(...parts));

  const coordinator = (name: DbdMessage, account: string, user: string): DbdRequest => ({
    name,
    write(writer, version) {
      writer.strings([account]);
      conditions.getUsers({ assoc_cond: { user_list: [user] } }).write(writer, version);
    },
  });

  const verdict = async (request: DbdRequest): Promise<Verdict> => {
    const body = await ask(session, request, 'PERSIST_RC');
    const { code, comment } = decodeReturnCode({ type: DBD.PERSIST_RC, body });
    return { errno: code, text: comment };
  };

  return {
    users: (wanted) => list(conditions.getUsers(wanted), LISTS.users),
    accounts: (wanted) => list(conditions.getAccounts(wanted), LISTS.accounts),
    associations: (wanted) => list(conditions.getAssociations(wanted), LISTS.associations),
    qos: (wanted) => list(conditions.getQos(wanted), LISTS.qos),

    addUsers: (said) => add('DBD_ADD_USERS', said, records.writeUser),
    addAccounts: (said) => add('DBD_ADD_ACCOUNTS', said, records.writeAccount),
    addAssociations: (said) => add('DBD_ADD_ASSOCS', said, records.writeAssociation),
    addQos: (said) => add('DBD_ADD_QOS', said, records.writeQos),
    addClusters: (said) => add('DBD_ADD_CLUSTERS', said, records.writeCluster),
    addWckeys: (said) => add('DBD_ADD_WCKEYS', said, records.writeWckey),
    addCoordinator: (account, user) => command(session, coordinator('DBD_ADD_ACCOUNT_COORDS', account, user)),
    removeCoordinator: (account, user) =>
      askForChanged(session, coordinator('DBD_REMOVE_ACCOUNT_COORDS', account, user)),

    modifyUsers: (wanted, said) =>
      modify('DBD_MODIFY_USERS', conditions.getUsers(wanted), said, records.writeUser),
    modifyAccounts: (wanted, said) =>
      modify('DBD_MODIFY_ACCOUNTS', conditions.getAccounts(wanted), said, records.writeAccount),
    modifyAssociations: (wanted, said) =>
      modify('DBD_MODIFY_ASSOCS', conditions.getAssociations(wanted), said, records.writeAssociation),
    modifyQos: (wanted, said) => modify('DBD_MODIFY_QOS', conditions.getQos(wanted), said, records.writeQos),

    addUsersTo: (associations, user) =>
      verdict({
        name: 'DBD_ADD_USERS_COND',
        write(writer, version) {
          records.writeNewAssociations(writer, associations, version);
          records.writeUser(writer, user, version);
        },
      }),
    addAccountsTo: (associations, account) =>
      verdict({
        name: 'DBD_ADD_ACCOUNTS_COND',
        write(writer, version) {
          records.writeNewAssociations(writer, associations, version);
          records.writeAccount(writer, account, version);
        },
      }),
  };
}
