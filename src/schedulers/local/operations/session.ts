import type { Accounts } from '../../../slurm/accounts.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Runner } from '../run/runner.ts';
import type { StateFolder } from '../store/state-folder.ts';
import type { Store } from '../store/store.ts';
import type { Write } from '../store/transaction.ts';

/** What operations work with. */
export interface Session {
  readonly cluster: Cluster;
  readonly store: Store;
  /** {@link Store.write}, counted as the operation it is for. */
  readonly write: Write;
  readonly folder: StateFolder;
  readonly accounts: Accounts;
  /** Opens the runner where this process has none yet. */
  runner(): Promise<Runner>;
  /** Tells whoever schedules that something has changed; starts somebody if there is nobody. */
  wake(): void;
}
