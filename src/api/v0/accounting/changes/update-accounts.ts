import type { Account } from '../../../../slurm/accounting/account.ts';
import type { SaidAccount } from '../../../../slurm/accounting/edit.ts';
import { problem } from '../../envelope/problems.ts';
import { asking, Refused } from '../../refused.ts';
import type { Change, Update } from './change.ts';
import type { AccountInBody } from './records.ts';

const SOURCE = '_foreach_update_acct';
/** ESLURM_DATA_AMBIGUOUS_MODIFY. */
const AMBIGUOUS = 9210;

/** Adds each account that is not there yet, and changes each that is, with who coordinates it. */
export const updateAccounts: Update<AccountInBody> = async (change, said) => {
  for (const one of said) await updateAccount(change, one);
};

async function updateAccount(change: Change, { account, associations }: AccountInBody): Promise<void> {
  const {
    edit,
    context: { warnings },
  } = change;
  const conditions = {
    assoc_cond: { acct_list: [account.name] },
    flags: ['WithCoordinators'] as const,
  };
  const found = await asking(edit.accounts(conditions), 'slurmdb_accounts_get failed', SOURCE);
  const warn = (description: string) => warnings.push({ description, source: SOURCE });
  if (associations > 0)
    warn('Account associations ignored. They must be set via the associations end point.');
  if (account.flags?.includes('DELETED')) warn('Ignoring request to set flag: DELETED');
  if (found.length > 1) throw new Refused([problem('ambiguous account modify request', AMBIGUOUS, SOURCE)]);
  if (found.length === 0) await asking(edit.addAccounts([account]), 'slurmdb_accounts_add() failed', SOURCE);
  else await asking(edit.modifyAccounts(conditions, account), 'slurmdb_accounts_modify() failed', SOURCE);
  await updateCoordinators(change, account, found[0]);
}

async function updateCoordinators(
  { edit }: Change,
  { name, coordinators = [] }: SaidAccount,
  before: Account | undefined,
): Promise<void> {
  const names = (list: SaidAccount['coordinators'] = []) => list.map((one) => one.name.toLowerCase());
  const [were, are] = [names(before?.coordinators), names(coordinators)];
  for (const one of coordinators) {
    if (were.includes(one.name.toLowerCase())) continue;
    const said = `adding coordinator ${one.name} to account ${name} failed`;
    await asking(edit.addCoordinator(name, one.name), said, 'slurmdb_coord_add()');
  }
  for (const one of before?.coordinators ?? []) {
    if (are.includes(one.name.toLowerCase())) continue;
    const said = `removing coordinator ${one.name} from account ${name} failed`;
    await asking(edit.removeCoordinator(name, one.name), said, 'slurmdb_coord_remove()');
  }
}
