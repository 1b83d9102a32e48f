import type { Accounting } from '../../../slurm/accounting/accounting.ts';
import type { Association } from '../../../slurm/accounting/association.ts';
import type { Tres } from '../../../slurm/accounting/tres.ts';
import type { Caller } from '../../../slurm/caller.ts';

/** What records name by number only. */
export interface Lookups {
  /** In the order of the storage. */
  readonly tres: ReadonlyMap<number, Tres>;
  /** Names of QOS by their ids. */
  readonly qos: ReadonlyMap<number, string>;
  /** By cluster and id, see {@link associationKey}; where they are needed. */
  readonly associations: ReadonlyMap<string, Association>;
}

/** Ids of associations are a cluster's own. */
export function associationKey(cluster: string, id: number): string {
  return `${id} ${cluster}`;
}

/** A record with what is needed to write it. */
export type Known<Entry> = Entry & { readonly lookups: Lookups };

/** Asks for TRES and QOS, deleted ones too, as old records name those; for associations if they are needed. */
export async function readLookups(
  accounting: Accounting,
  caller: Caller,
  withAssociations = false,
): Promise<Lookups> {
  const [tres, qos, associations] = await Promise.all([
    accounting.tres(caller, { with_deleted: true }),
    accounting.qos(caller, { with_deleted: true }),
    withAssociations ? accounting.associations(caller, { flags: ['WITH_DELETED'] }) : [],
  ]);
  return {
    tres: new Map(tres.map((one) => [one.id, one])),
    qos: new Map(qos.map(({ id, name }) => [id, name])),
    associations: new Map(associations.map((one) => [associationKey(one.cluster, one.id), one])),
  };
}
