import type { Account } from './account.ts';
import type { Association } from './association.ts';
import type { AccountingCluster } from './cluster.ts';
import type {
  AccountConditions,
  AssociationConditions,
  QosConditions,
  UserConditions,
} from './conditions.ts';
import type { AccountingJob } from './job.ts';
import type { Qos, QosFlag } from './qos.ts';
import type { AccountingUser } from './user.ts';
import type { Wckey } from './wckey.ts';

/** What is said of a record; of a new one the storage knows the rest, of one that is there it stays as it is. */
type Said<Entry, Named extends keyof Entry = never> = Partial<Entry> & Pick<Entry, Named>;

export type SaidAccount = Said<Account, 'name'>;
export type SaidAssociation = Said<Association>;
export type SaidCluster = Said<AccountingCluster>;
export type SaidWckey = Said<Wckey>;
export type SaidUser = Said<Omit<AccountingUser, 'wckey_list'>> & {
  readonly wckey_list?: readonly SaidWckey[];
};
/** Source: QOS_FLAG_NOTSET, QOS_FLAG_ADD and QOS_FLAG_REMOVE of slurmdb.h: what becomes of the flags that were set. */
export type SaidQosFlag = QosFlag | 'NOT_SET' | 'ADD' | 'REMOVE';
export type SaidQos = Said<Omit<Qos, 'flags' | 'preempt'>> & {
  readonly flags?: readonly SaidQosFlag[];
  /** Ids of QOS; none at all says nothing. */
  readonly preempt?: readonly string[];
};

/** What may be said of a job that is remembered (`sacctmgr modify job`); `derived_es` is the user's comment. */
export type SaidJob = Said<
  Pick<
    AccountingJob,
    'admin_comment' | 'derived_ec' | 'derived_es' | 'extra' | 'system_comment' | 'tres_alloc_str' | 'wckey'
  >
>;

/** Associations to add: one of each account, cluster, partition and user (slurmdb_add_assoc_cond_t). */
export interface NewAssociations {
  readonly acct_list?: readonly string[];
  readonly assoc?: SaidAssociation;
  readonly cluster_list?: readonly string[];
  readonly partition_list?: readonly string[];
  readonly user_list?: readonly string[];
  readonly wckey_list?: readonly string[];
}

/** How it went, in Slurm's words. */
export interface Verdict {
  /** Slurm's error number; 0 = it is done. */
  readonly errno: number;
  readonly text: string;
}

/**
 * Changes of one caller that see each other, see {@link AccountingChanges.edit}. Every method throws SlurmError
 * only; what modifies returns what was modified, in Slurm's words.
 */
export interface AccountingEdit {
  users(conditions: UserConditions): Promise<readonly AccountingUser[]>;
  accounts(conditions: AccountConditions): Promise<readonly Account[]>;
  associations(conditions: AssociationConditions): Promise<readonly Association[]>;
  qos(conditions: QosConditions): Promise<readonly Qos[]>;

  addUsers(users: readonly SaidUser[]): Promise<void>;
  addAccounts(accounts: readonly SaidAccount[]): Promise<void>;
  addAssociations(associations: readonly SaidAssociation[]): Promise<void>;
  addQos(qos: readonly SaidQos[]): Promise<void>;
  addClusters(clusters: readonly SaidCluster[]): Promise<void>;
  addWckeys(wckeys: readonly SaidWckey[]): Promise<void>;
  addCoordinator(account: string, user: string): Promise<void>;
  removeCoordinator(account: string, user: string): Promise<readonly string[]>;

  modifyUsers(conditions: UserConditions, changes: SaidUser): Promise<readonly string[]>;
  modifyAccounts(conditions: AccountConditions, changes: SaidAccount): Promise<readonly string[]>;
  modifyAssociations(conditions: AssociationConditions, changes: SaidAssociation): Promise<readonly string[]>;
  modifyQos(conditions: QosConditions, changes: SaidQos): Promise<readonly string[]>;

  /** Users that are not there yet, and their associations. */
  addUsersTo(associations: NewAssociations, user: SaidUser): Promise<Verdict>;
  /** Accounts that are not there yet, and their associations. */
  addAccountsTo(associations: NewAssociations, account: Partial<SaidAccount>): Promise<Verdict>;
}
