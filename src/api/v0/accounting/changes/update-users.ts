import type { SaidUser, SaidWckey } from '../../../../slurm/accounting/edit.ts';
import { problem } from '../../envelope/problems.ts';
import { asking, Refused } from '../../refused.ts';
import type { Change, Update } from './change.ts';
import type { UserInBody } from './records.ts';

const SOURCE = '_foreach_update_user';
/** ESLURM_USER_ID_MISSING and ESLURM_DATA_AMBIGUOUS_MODIFY. */
const NO_USER = 2010;
const AMBIGUOUS = 9210;

/** Adds each user that is not there yet, and changes each that is. */
export const updateUsers: Update<UserInBody> = async (change, said) => {
  for (const one of said) await updateUser(change, one);
};

async function updateUser(
  { edit, context }: Change,
  { user, associations, coordinators }: UserInBody,
): Promise<void> {
  const { warnings, scheduler } = context;
  const named = async (name: string) =>
    asking(
      edit.users({ assoc_cond: { user_list: [name] }, with_deleted: true }),
      'slurmdb_users_get failed',
      SOURCE,
    );
  const { old_name, ...rest } = user;
  const wanted: SaidUser = old_name ? user : rest;
  const found = await named(user.name);
  if (old_name) {
    if ((await named(old_name)).length === 0)
      throw refused(`Unable to rename non-existent user ${old_name} to ${user.name}`, NO_USER);
    if (found.length > 0)
      throw refused(`Unable to rename user ${old_name} to existing ${user.name}`, AMBIGUOUS);
  } else if (found.length > 1) throw refused('ambiguous user modify request', AMBIGUOUS);
  const ignored = (list: string, where: string) =>
    warnings.push({
      description: `User ${user.name} ${list} list ignored. They must be set via the ${where} end point.`,
      source: SOURCE,
    });
  if (associations > 0) ignored('associations', 'associations');
  if (coordinators > 0) ignored('coordinators', 'coordinators or accounts');
  if (user.flags?.includes('DELETED'))
    warnings.push({ description: 'Ignoring request to set flag: DELETED', source: SOURCE });
  const withKeys = { ...wanted, ...withDefaultKey(wanted, scheduler.clusterName) };
  if (found.length === 0 && !old_name)
    await asking(edit.addUsers([withKeys]), 'slurmdb_users_add() failed', SOURCE);
  else {
    const conditions = { assoc_cond: { user_list: [old_name || user.name] }, with_deleted: true };
    await asking(edit.modifyUsers(conditions, withKeys), 'slurmdb_users_modify() failed', SOURCE);
  }
}

function refused(description: string, errno: number): Refused {
  return new Refused([problem(description, errno, SOURCE)]);
}

/** A default wckey is one of the user's, whether it was said so or not. */
function withDefaultKey({ name, default_wckey, wckey_list }: SaidUser, cluster: string): SaidUser {
  if (!default_wckey) return {};
  const keys = (wckey_list ?? []).map((key): SaidWckey => ({ ...key, is_def: key.name === default_wckey }));
  if (keys.some(({ is_def }) => is_def)) return { wckey_list: keys };
  return { wckey_list: [...keys, { name: default_wckey, user: name!, cluster, is_def: true }] };
}
