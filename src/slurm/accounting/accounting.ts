import type { Caller } from '../caller.ts';
import { SlurmError } from '../error.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Account } from './account.ts';
import type { Association } from './association.ts';
import type { AccountingCluster } from './cluster.ts';
import type {
  AccountConditions,
  AssociationConditions,
  ClusterConditions,
  InstanceConditions,
  JobConditions,
  QosConditions,
  TresConditions,
  UserConditions,
  WckeyConditions,
} from './conditions.ts';
import type { StorageConfiguration } from './configuration.ts';
import type { AccountingStatistics, StorageStatus } from './diagnostics.ts';
import type { AccountingEdit, SaidJob } from './edit.ts';
import type { Instance } from './instance.ts';
import type { AccountingJob } from './job.ts';
import type { Qos } from './qos.ts';
import type { Tres } from './tres.ts';
import type { AccountingUser } from './user.ts';
import type { Wckey } from './wckey.ts';

/**
 * Changes of whom a cluster accounts to, where they can be made; each is carried out as a whole or not at all.
 * Those that take away return what is gone, in Slurm's words.
 */
export interface AccountingChanges {
  /** Makes what `make` asks for last once that has returned; nothing is done if it throws. */
  edit<Answer>(caller: Caller, make: (edit: AccountingEdit) => Promise<Answer>): Promise<Answer>;
  removeUsers(caller: Caller, conditions: UserConditions): Promise<readonly string[]>;
  removeAccounts(caller: Caller, conditions: AccountConditions): Promise<readonly string[]>;
  /** @param check looks at what would be gone; nothing is if it throws */
  removeAssociations(
    caller: Caller,
    conditions: AssociationConditions,
    check?: (removed: readonly string[]) => void,
  ): Promise<readonly string[]>;
  removeQos(caller: Caller, conditions: QosConditions): Promise<readonly string[]>;
  removeClusters(caller: Caller, conditions: ClusterConditions): Promise<readonly string[]>;
  removeWckeys(caller: Caller, conditions: WckeyConditions): Promise<readonly string[]>;
}

/**
 * What a cluster remembers of its jobs, and whom it accounts to: slurmdbd, or the history of the embedded
 * scheduler. Every method acts with the rights of `caller` and throws {@link SlurmError} only; a caller who may
 * not see a record does not get it. Nothing found is an empty list, no error.
 */
export interface Accounting {
  ping(caller: Caller): Promise<readonly StorageStatus[]>;
  /** Administrators only. */
  statistics(caller: Caller): Promise<AccountingStatistics>;
  configuration(caller: Caller): Promise<StorageConfiguration>;

  /** The jobs that fit, in the order of the storage. One job is `step_list: [{ job_id, … }]`. */
  jobs(caller: Caller, conditions: JobConditions): Promise<readonly AccountingJob[]>;
  /**
   * Changes what is remembered of the jobs that fit: of own ones all but what administrators say.
   * @returns the jobs that are another now, in Slurm's words
   * @throws SlurmError 1900 where there is none, or nothing is said
   */
  modifyJobs(caller: Caller, conditions: JobConditions, changes: SaidJob): Promise<readonly string[]>;
  users(caller: Caller, conditions: UserConditions): Promise<readonly AccountingUser[]>;
  accounts(caller: Caller, conditions: AccountConditions): Promise<readonly Account[]>;
  associations(caller: Caller, conditions: AssociationConditions): Promise<readonly Association[]>;
  qos(caller: Caller, conditions: QosConditions): Promise<readonly Qos[]>;
  tres(caller: Caller, conditions: TresConditions): Promise<readonly Tres[]>;
  clusters(caller: Caller, conditions: ClusterConditions): Promise<readonly AccountingCluster[]>;
  wckeys(caller: Caller, conditions: WckeyConditions): Promise<readonly Wckey[]>;
  instances?(caller: Caller, conditions: InstanceConditions): Promise<readonly Instance[]>;

  /** Absent where whom a cluster accounts to is not to be changed. */
  readonly changes?: AccountingChanges;
}

/**
 * The accounting of a cluster.
 * @throws SlurmError `ACCOUNTING_ABSENT` where it keeps none
 */
export function accountingOf(scheduler: Scheduler): Accounting {
  if (!scheduler.accounting) throw new SlurmError('ACCOUNTING_ABSENT', {});
  return scheduler.accounting;
}

/**
 * What changes the accounting of a cluster.
 * @throws SlurmError `ACCOUNTING_ABSENT`, `ACCOUNTING_READ_ONLY`
 */
export function changesOf(scheduler: Scheduler): AccountingChanges {
  const { changes } = accountingOf(scheduler);
  if (!changes) throw new SlurmError('ACCOUNTING_READ_ONLY', {});
  return changes;
}
