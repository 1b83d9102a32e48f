import type { Accounting, AccountingChanges } from '../../slurm/accounting/accounting.ts';
import type { Caller } from '../../slurm/caller.ts';
import { askForChanged, askForList, command } from './connection/ask.ts';
import type { DbdMessage } from './connection/message-type.ts';
import type { Session } from './connection/server.ts';
import { modification, openEdit } from './edits.ts';
import * as conditions from './messages/conditions.ts';
import { writeJob } from './messages/job.ts';
import { getJobs } from './messages/job-conditions.ts';
import type { DbdRequest } from './messages/request.ts';
import { text } from './messages/structures.ts';

/** Lends a new connection of the caller to `use`, which is called once. */
type WithNewSession = <Answer>(caller: Caller, use: (session: Session) => Promise<Answer>) => Promise<Answer>;

/** Makes what was done on a connection last; what is not committed is taken back when the connection ends. */
const COMMIT: DbdRequest = {
  name: 'DBD_FINI',
  write(writer) {
    writer.u16(0); // go on
    writer.u16(1); // commit
  },
};

/** Changes what is remembered of jobs. */
export function openJobChanges(withNewSession: WithNewSession): Accounting['modifyJobs'] {
  return (caller, wanted, said) =>
    withNewSession(caller, async (session) => {
      const request = modification('DBD_MODIFY_JOB', getJobs(wanted), said, writeJob);
      const changed = await askForChanged(session, request);
      if (changed.length > 0) await command(session, COMMIT);
      return changed;
    });
}

/** Changes of a real cluster's accounting. */
export function openChanges(withNewSession: WithNewSession): AccountingChanges {
  /** The message that takes away what the same conditions ask for with another. */
  const remove = (
    caller: Caller,
    name: DbdMessage,
    { write }: DbdRequest,
    check: (removed: readonly string[]) => void = () => {},
  ): Promise<readonly string[]> =>
    withNewSession(caller, async (session) => {
      const removed = await askForList(session, { name, write }, 'DBD_GOT_LIST', text, 4);
      check(removed);
      if (removed.length > 0) await command(session, COMMIT);
      return removed;
    });

  return {
    edit: (caller, make) =>
      withNewSession(caller, async (session) => {
        const answer = await make(openEdit(session));
        await command(session, COMMIT);
        return answer;
      }),
    removeUsers: (caller, wanted) => remove(caller, 'DBD_REMOVE_USERS', conditions.getUsers(wanted)),
    removeAccounts: (caller, wanted) => remove(caller, 'DBD_REMOVE_ACCOUNTS', conditions.getAccounts(wanted)),
    removeAssociations: (caller, wanted, check) =>
      remove(caller, 'DBD_REMOVE_ASSOCS', conditions.getAssociations(wanted), check),
    removeQos: (caller, wanted) => remove(caller, 'DBD_REMOVE_QOS', conditions.getQos(wanted)),
    removeClusters: (caller, wanted) => remove(caller, 'DBD_REMOVE_CLUSTERS', conditions.getClusters(wanted)),
    removeWckeys: (caller, wanted) => remove(caller, 'DBD_REMOVE_WCKEYS', conditions.getWckeys(wanted)),
  };
}
