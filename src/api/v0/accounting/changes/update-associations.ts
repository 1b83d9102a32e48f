import type { Association } from '../../../../slurm/accounting/association.ts';
import type { SaidAssociation } from '../../../../slurm/accounting/edit.ts';
import { SlurmError } from '../../../../slurm/error.ts';
import { problem } from '../../envelope/problems.ts';
import { asking, Refused } from '../../refused.ts';
import type { Change, Update } from './change.ts';

const SOURCE = '_foreach_update_assoc';
/** ESLURM_DATA_AMBIGUOUS_MODIFY. */
const AMBIGUOUS = 9210;
/** slurmdbd takes a resource away whose count is this. */
const GONE = '18446744073709551615';

const TRES = [
  'grp_tres',
  'grp_tres_mins',
  'grp_tres_run_mins',
  'max_tres_mins_pj',
  'max_tres_run_mins',
  'max_tres_pj',
  'max_tres_pn',
] as const;

/** Adds each association that is not there yet, and turns each that is into what is said. */
export const updateAssociations: Update<SaidAssociation> = async (change, said) => {
  for (const one of said) await updateAssociation(change, one);
};

async function updateAssociation({ edit, context }: Change, said: SaidAssociation): Promise<void> {
  const { parent_acct, ...rest } = said;
  const asked: SaidAssociation = parent_acct ? said : rest;
  const { acct = '', cluster = '', partition = '', user = '' } = asked;
  const conditions = {
    acct_list: [acct],
    cluster_list: [cluster],
    partition_list: [partition],
    user_list: [user],
  };
  const found = await edit.associations(conditions).catch((error: unknown): readonly Association[] => {
    // As slurmrestd: whatever keeps it from being found, it is added.
    if (!(error instanceof SlurmError)) throw error;
    context.problems.push(problem('slurmdb_associations_get failed', error.errno, SOURCE));
    return [];
  });
  if (found.length > 1)
    throw new Refused([problem('ambiguous association modify request', AMBIGUOUS, SOURCE)]);
  const [one] = found;
  if (one)
    await asking(
      edit.modifyAssociations(conditions, turning(one, asked)),
      'slurmdb_associations_modify() failed',
      SOURCE,
    );
  else await asking(edit.addAssociations([asked]), 'slurmdb_associations_add() failed', SOURCE);
}

/** What slurmdbd is told so that an association becomes what is said: what is not said of its limits stays. */
function turning(one: Association, said: SaidAssociation): SaidAssociation {
  const { acct, cluster, partition, user, comment, lineage, id, parent_id, uid } = one;
  const { parent_acct, qos_list = one.qos_list, flags: _, ...rest } = said;
  const tres = Object.fromEntries(
    TRES.map((name) => [name, tresTurning(one[name], said[name])]).filter(([, text]) => text !== undefined),
  );
  return {
    ...{ acct, cluster, partition, user, comment, lineage, id, parent_id, flags: one.flags },
    ...(uid !== undefined && { uid }),
    ...rest,
    ...{ id, comment, lineage, qos_list },
    ...(parent_acct !== undefined && parent_acct !== one.parent_acct && { parent_acct }),
    ...tres,
  };
}

/** Resources that are not said any more are taken away. */
function tresTurning(before: string, said: string | undefined): string | undefined {
  if (before === '') return said;
  const pairs = (text = '') =>
    new Map(
      text
        .split(',')
        .filter(Boolean)
        .map((pair) => pair.split('=') as [string, string]),
    );
  const after = pairs(said);
  return [...new Map([...[...pairs(before).keys()].map((id) => [id, GONE] as const), ...after])]
    .map(([id, count]) => `${id}=${count}`)
    .join(',');
}
