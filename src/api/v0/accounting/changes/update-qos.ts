import type { SaidQos } from '../../../../slurm/accounting/edit.ts';
import { INVALID_QUERY, problem } from '../../envelope/problems.ts';
import { asking, Refused } from '../../refused.ts';
import type { Change, Update } from './change.ts';

const SOURCE = '_foreach_update_qos';

/** Adds each QOS that is not there yet, and changes each that is. */
export const updateQos: Update<SaidQos> = async (change, said) => {
  for (const one of said) await updateOne(change, one);
};

async function updateOne({ edit }: Change, said: SaidQos): Promise<void> {
  const { id, name } = said;
  const conditions = {
    ...(id ? { id_list: [String(id)] } : {}),
    ...(name === undefined ? {} : { name_list: [name] }),
  };
  const found =
    id || name !== undefined ? await asking(edit.qos(conditions), 'slurmdb_qos_get failed', SOURCE) : [];
  const one = found.length === 1 ? found[0] : undefined;
  if (one) {
    const changes = { ...said, id: id || one.id };
    await asking(edit.modifyQos(conditions, changes), 'slurmdb_qos_modify() failed', SOURCE);
    return;
  }
  if (id) throw refused('QOS was not found for the requested ID');
  if (name === undefined) throw refused('Cannot create a QOS without a name');
  await asking(edit.addQos([said]), 'slurmdb_qos_add() failed', SOURCE);
}

function refused(description: string): Refused {
  return new Refused([problem(description, INVALID_QUERY, SOURCE)]);
}
