import type { Accounting, AccountingChanges } from '../../slurm/accounting/accounting.ts';
import type { Accounts } from '../../slurm/accounts.ts';
import type { Log } from '../../slurm/log.ts';
import type { SlurmConf } from '../../slurm/slurm-conf.ts';
import type { SlurmdbdAccounting } from './accounting.ts';
import { storageAddresses } from './storage.ts';

/** Asks what there will be for a method of its own. */
type Later<Methods> = <Name extends keyof Methods & string>(name: Name) => Methods[Name];

function later<Methods extends object>(open: () => Promise<Methods>): Later<Methods> {
  return (name) =>
    (async (...asked: readonly unknown[]) => {
      const methods = await open();
      return (methods[name] as (...asked: readonly unknown[]) => unknown)(...asked);
    }) as never;
}

/**
 * The accounting of a real cluster, whose program is loaded when it is first asked, as most processes never do;
 * `undefined` where the cluster keeps none.
 */
export function openAccountingLater(
  conf: SlurmConf,
  accounts: Accounts,
  log: Log,
): (Accounting & { close(): void }) | undefined {
  if (!storageAddresses(conf)) return undefined;
  let opened: Promise<SlurmdbdAccounting> | undefined;
  const open = () => {
    opened ??= import('./accounting.ts').then(
      ({ openSlurmdbdAccounting }) => openSlurmdbdAccounting(conf, accounts, log)!,
    );
    return opened;
  };
  const of = later<Required<Accounting>>(open as () => Promise<Required<Accounting>>);
  const change = later<AccountingChanges>(async () => (await open()).changes!);
  return {
    ping: of('ping'),
    statistics: of('statistics'),
    configuration: of('configuration'),
    jobs: of('jobs'),
    modifyJobs: of('modifyJobs'),
    users: of('users'),
    accounts: of('accounts'),
    associations: of('associations'),
    qos: of('qos'),
    tres: of('tres'),
    clusters: of('clusters'),
    wckeys: of('wckeys'),
    instances: of('instances'),
    changes: {
      edit: change('edit'),
      removeUsers: change('removeUsers'),
      removeAccounts: change('removeAccounts'),
      removeAssociations: change('removeAssociations'),
      removeQos: change('removeQos'),
      removeClusters: change('removeClusters'),
      removeWckeys: change('removeWckeys'),
    },
    close: () => void opened?.then((accounting) => accounting.close()),
  };
}
